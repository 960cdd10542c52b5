// Questions can be dragged to their place. The buttons beside them do the same without it.
(() => {
  "use strict";
  let dragged = null;
  let before = "";

  const list = (node) => node.closest?.("[data-order]");

  const ready = () => {
    for (const item of document.querySelectorAll("[data-order] > li")) item.draggable = true;
  };

  const order = () =>
    [...document.querySelectorAll("[data-order] > li")].map((item) => item.dataset.key).join(" ");

  const save = (group) => {
    if (order() === before) return;
    const form = group.querySelector("form");
    const copy = form.cloneNode(true);
    for (const button of copy.querySelectorAll("button")) button.remove();
    for (const [name, value] of [["order", order()], ["moved", dragged.dataset.key]]) {
      const box = document.createElement("input");
      box.type = "hidden";
      box.name = name;
      box.value = value;
      copy.append(box);
    }
    copy.hidden = true;
    group.after(copy);
    window.htmx?.process(copy);
    copy.requestSubmit();
  };

  document.addEventListener("dragstart", (event) => {
    const item = event.target.closest?.("[data-order] > li");
    if (!item) return;
    dragged = item;
    before = order();
    item.classList.add("dragged");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", item.dataset.key);
  });

  document.addEventListener("dragover", (event) => {
    const over = event.target.closest?.("[data-order] > li");
    if (!dragged || !over || list(over) !== list(dragged)) return;
    event.preventDefault();
    const box = over.getBoundingClientRect();
    const below = event.clientY > box.top + box.height / 2;
    if (over !== dragged) over[below ? "after" : "before"](dragged);
  });

  document.addEventListener("drop", (event) => {
    if (!dragged || list(event.target) !== list(dragged)) return;
    event.preventDefault();
    save(list(dragged));
  });

  document.addEventListener("dragend", () => {
    dragged?.classList.remove("dragged");
    dragged = null;
  });

  // With a question's link or button in focus: Alt and an arrow move it.
  document.addEventListener("keydown", (event) => {
    const ways = { ArrowUp: "up", ArrowDown: "down" };
    const item = event.target.closest?.("[data-order] > li");
    if (!item || !event.altKey || !ways[event.key]) return;
    event.preventDefault();
    const button = document.getElementById(`${ways[event.key]}-${item.dataset.key}`);
    if (button && !button.disabled) {
      button.focus();
      button.click();
    }
  });

  document.addEventListener("htmx:load", ready);
  ready();
})();
