/* Copy buttons. Without this file the words are text to select, as on any page. */

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const from = document.getElementById(button.dataset.copy);
    const said = button.parentElement.querySelector("[role=status]");
    if (!from) return;
    try {
      await navigator.clipboard.writeText(from.value ?? from.textContent);
      say(said, said.dataset.copied);
    } catch {
      select(from);
      say(said, said.dataset.selected);
    }
  });
}

function select(from) {
  if (from.select) {
    from.focus();
    from.select();
    return;
  }
  const range = document.createRange();
  range.selectNodeContents(from);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

/* Saying the same twice must be heard twice. */
function say(line, words) {
  line.textContent = "";
  setTimeout(() => { line.textContent = words; }, 50);
}
