/* The look's preview follows what is chosen and typed; an address is copied. Both can be missed. */

function follow(form) {
  const preview = form.querySelector("[data-preview]");
  form.addEventListener("input", ({ target }) => {
    if (target.name === "look") wear(preview, target.value);
    const shows = preview.querySelector(`[data-shows="${target.name}"]`);
    if (shows) shows.textContent = target.value.trim() || shows.dataset.usual;
  });
}

function wear(preview, look) {
  const others = [...preview.classList].filter((name) => name.startsWith("look-"));
  preview.classList.remove(...others);
  preview.classList.add(`look-${look}`);
}

async function copy(button) {
  const box = document.getElementById(button.dataset.copy);
  box.select();
  try {
    await navigator.clipboard.writeText(box.value);
    button.querySelector("span").textContent = button.dataset.copied;
  } catch {
    /* Refused by the browser: it is selected, and the keyboard copies it. */
  }
}

for (const form of document.querySelectorAll("form[data-look]")) follow(form);
for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", () => copy(button));
}
