// A suggested answer goes into the box where the cursor stands. Without this script the
// button sends the form, and the server sets it in.
const box = document.querySelector("#reply textarea[name=text]");

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  if (!button || !box) return;
  event.preventDefault();
  const before = box.value.slice(0, box.selectionStart).trimEnd();
  const after = box.value.slice(box.selectionEnd).trimStart();
  box.value = [before, button.dataset.insert, after].filter(Boolean).join("\n\n");
  const at = (before ? before.length + 2 : 0) + button.dataset.insert.length;
  box.focus();
  box.setSelectionRange(at, at);
  box.dispatchEvent(new Event("input", { bubbles: true }));
});
