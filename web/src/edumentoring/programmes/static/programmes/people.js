/* The list of people as a sheet: keys, ticks and editing in place. The page works without. */

const EDIT = "[data-in-place]";

/* Keys: arrows move between cells, as in a sheet ----------------------------- */

function table() {
  return document.querySelector("[data-grid]");
}

/* One stop for Tab, the arrows do the rest. */
function rove(to) {
  const grid = table();
  if (!grid) return;
  const stops = [...grid.querySelectorAll("tbody .at")];
  const now = to ?? stops.find((stop) => stop.tabIndex === 0 && stop.dataset.roved) ?? stops[0];
  for (const stop of stops) {
    stop.tabIndex = stop === now ? 0 : -1;
    stop.dataset.roved = "yes";
  }
}

function neighbour(stop, key) {
  const row = stop.closest("tr");
  const inRow = [...row.querySelectorAll(".at")];
  const at = inRow.indexOf(stop);
  if (key === "ArrowRight") return inRow[at + 1];
  if (key === "ArrowLeft") return inRow[at - 1];
  if (key === "Home") return inRow[0];
  if (key === "End") return inRow.at(-1);
  const next = key === "ArrowDown" ? row.nextElementSibling : row.previousElementSibling;
  return next && sameColumn(next, stop);
}

function sameColumn(row, stop) {
  const place = [...stop.closest("tr").children].indexOf(stop.closest("td, th"));
  return row.children[place]?.querySelector(".at") ?? row.querySelector(".at");
}

function onGridKey(event, stop) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (["ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown", "Home", "End"].includes(event.key)) {
    const next = neighbour(stop, event.key);
    if (!next) return;
    event.preventDefault();
    rove(next);
    next.focus();
  } else if (event.key === "F2" && stop.matches(".cell")) {
    event.preventDefault();
    stop.click();
  } else if (event.key === " ") {
    event.preventDefault();
    stop.closest("tr").querySelector(".choose .tick")?.click();
  }
}

document.addEventListener("keydown", (event) => {
  const stop = event.target.closest?.("[data-grid] tbody .at");
  if (stop) onGridKey(event, stop);
  const form = event.target.closest?.(EDIT);
  if (form && event.key === "Escape") {
    event.preventDefault();
    putBack(form);
  }
  if (event.key === "z" && (event.ctrlKey || event.metaKey) && !event.target.closest("input, textarea, select")) {
    const undo = document.querySelector("#toasts form button");
    if (undo) {
      event.preventDefault();
      undo.click();
    }
  }
});

/* Editing in place ----------------------------------------------------------- */

const before = new WeakMap();

document.addEventListener("htmx:beforeSwap", (event) => {
  const cell = event.detail.target;
  if (cell.matches?.("[data-grid] td") && !before.has(cell)) {
    before.set(cell, [...cell.childNodes].map((node) => node.cloneNode(true)));
  }
  // A refusal comes back as the box alone: it belongs in its cell, not in place of the row.
  if (cell.matches?.("[data-grid] tr") && event.detail.xhr.status >= 400) {
    event.detail.target = cell.querySelector(EDIT).closest("td");
    event.detail.swapOverride = "innerHTML";
  }
});

function putBack(form) {
  const cell = form.closest("td");
  const held = before.get(cell);
  if (!held) return;
  cell.replaceChildren(...held);
  before.delete(cell);
  window.htmx.process(cell);
  const stop = cell.querySelector(".at");
  rove(stop);
  stop?.focus();
}

let edited = null;

document.addEventListener("submit", (event) => {
  const form = event.target.closest(EDIT);
  if (form) edited = { row: form.closest("tr").id, place: [...form.closest("tr").children].indexOf(form.closest("td")) };
});

document.addEventListener("htmx:afterSettle", (event) => {
  const form = event.target.querySelector?.(EDIT) ?? (event.target.matches?.(EDIT) ? event.target : null);
  if (form) return begin(form);
  const row = edited && document.getElementById(edited.row);
  // What a change would mean may still arrive after Enter; the row is new only without its box.
  if (row && !row.querySelector(EDIT)) {
    const stop = row.children[edited.place]?.querySelector(".at");
    edited = null;
    row.classList.add("saved");
    setTimeout(() => row.classList.remove("saved"), 1500);
    rove(stop);
    stop?.focus();
  }
  prepare();
});

function begin(form) {
  const box = form.querySelector("#cell-value");
  const words = form.querySelector(".beneath");
  const place = () => {
    if (!box.isConnected) return stop();
    const edge = box.getBoundingClientRect();
    words.classList.add("placed");
    const wide = words.offsetWidth;
    words.style.top = `${Math.min(edge.bottom + 6, innerHeight - words.offsetHeight - 8)}px`;
    words.style.left = `${Math.max(8, Math.min(edge.left, innerWidth - wide - 8))}px`;
  };
  const stop = () => {
    removeEventListener("scroll", place, true);
    removeEventListener("resize", place);
  };
  addEventListener("scroll", place, true);
  addEventListener("resize", place);
  place();
  box.focus();
  box.select?.();
}

/* Ticks and what is done with them ------------------------------------------- */

function ticks() {
  return [...document.querySelectorAll("[data-grid] tbody .choose .tick")];
}

function count() {
  const bar = document.querySelector("[data-bulk]");
  if (!bar) return;
  const everyone = bar.querySelector("[data-everyone]");
  const chosen = ticks().filter((tick) => tick.checked);
  for (const tick of ticks()) tick.closest("tr").classList.toggle("chosen", tick.checked);
  bar.hidden = !chosen.length && !everyone?.checked;
  const words = bar.querySelector("[data-count]");
  const number = everyone?.checked ? everyone.parentElement.textContent.match(/\d+/)?.[0] : chosen.length;
  const said = number === 1 ? bar.dataset.one : bar.dataset.many.replace("#", number);
  if (words.textContent !== said) words.textContent = said;
  const all = document.querySelector("[data-tick-all]");
  if (all) {
    all.checked = chosen.length > 0 && chosen.length === ticks().length;
    all.indeterminate = chosen.length > 0 && !all.checked;
  }
}

/* Leaving the search box is no new question: it asked while it was typed in. */
document.addEventListener("change", (event) => {
  if (event.target.id === "people-find") event.stopPropagation();
}, true);

let last = null;

document.addEventListener("click", (event) => {
  const tick = event.target.closest?.("[data-grid] tbody .choose .tick");
  if (!tick) return;
  const listed = ticks();
  if (event.shiftKey && last && listed.includes(last)) {
    const [from, to] = [listed.indexOf(last), listed.indexOf(tick)].sort((a, b) => a - b);
    for (const each of listed.slice(from, to + 1)) each.checked = tick.checked;
  }
  last = tick;
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-tick-all]")) for (const tick of ticks()) tick.checked = event.target.checked;
  if (event.target.matches("[data-tick-all], [data-everyone], .choose .tick")) count();
  if (event.target.matches("#narrow-by [type=checkbox]")) markMenus();
});

document.addEventListener("reset", (event) => {
  if (event.target.matches("[data-bulk]")) {
    setTimeout(() => {
      for (const tick of ticks()) tick.checked = false;
      count();
      table()?.querySelector(".at[tabindex='0']")?.focus();
    });
  }
});

function markMenus() {
  for (const menu of document.querySelectorAll("#narrow-by details")) {
    if (menu.querySelector("[name=column]")) continue;
    menu.querySelector("summary").classList.toggle("chosen", Boolean(menu.querySelector(":checked")));
  }
}

/* Long lists of choices: type to see fewer ----------------------------------- */

function filterChoices() {
  for (const box of document.querySelectorAll(".choices.many:not([data-ready])")) {
    box.dataset.ready = "yes";
    const name = box.closest("fieldset")?.querySelector("legend")?.firstChild?.textContent.trim() ?? "";
    const line = document.createElement("div");
    line.className = "filter-choices";
    const input = Object.assign(document.createElement("input"), { type: "search", className: "input small" });
    const told = Object.assign(document.createElement("span"), { className: "second tiny" });
    told.setAttribute("role", "status");
    input.placeholder = document.querySelector("[data-filter-words]")?.dataset.filterWords ?? "";
    input.setAttribute("aria-label", `${input.placeholder}: ${name}`);
    const say = () => {
      const words = input.value.trim().toLowerCase();
      for (const choice of box.querySelectorAll(".choice")) {
        const ticked = choice.querySelector("input").checked;
        choice.hidden = Boolean(words) && !ticked && !choice.textContent.toLowerCase().includes(words);
      }
      const ticked = box.querySelectorAll("input:checked").length;
      told.textContent = (document.querySelector("[data-ticked-words]")?.dataset.tickedWords ?? "#").replace("#", ticked);
    };
    input.addEventListener("input", say);
    input.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    box.addEventListener("change", say);
    line.append(input, told);
    box.before(line);
    say();
  }
}

function prepare() {
  rove();
  count();
  filterChoices();
}

prepare();
