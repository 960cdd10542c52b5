// Lets a file be dropped on the box around the file field. Without it, the field still works.
for (const box of document.querySelectorAll("[data-drop-box]")) {
  const field = box.querySelector("input[type=file]");
  const over = (event, is) => {
    event.preventDefault();
    box.classList.toggle("over", is);
  };
  box.addEventListener("dragover", (event) => over(event, true));
  box.addEventListener("dragleave", (event) => over(event, false));
  box.addEventListener("drop", (event) => {
    over(event, false);
    if (event.dataTransfer.files.length) {
      field.files = event.dataTransfer.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      field.focus();
    }
  });
}
