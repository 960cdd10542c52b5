/* Small helps for tools: copy a message, print a sheet, tick a step as it fills. */

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-print]");
  if (!button) return;
  if ("print" in button.dataset) return window.print();
  const words = document.getElementById(button.dataset.copy);
  const said = button.querySelector("[data-copy-word]");
  try {
    await navigator.clipboard.writeText(words.textContent.trim());
    said.textContent = button.dataset.copied;
  } catch {
    getSelection().selectAllChildren(words); // not allowed: it stands ready for the keyboard
  }
});

document.addEventListener("input", (event) => {
  const step = event.target.closest(".tool-step");
  if (!step || event.target.name === "keep") return;
  const boxes = [...step.querySelectorAll("input, textarea")].filter((box) => box.name !== "keep");
  const isFilled = boxes.some((box) => (/radio|checkbox/.test(box.type) ? box.checked : box.value.trim()));
  step.classList.toggle("done", isFilled);
});
