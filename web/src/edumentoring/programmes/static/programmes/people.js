/* The list of people as a sheet: a cell cursor, marks, editing, copying and pasting, ticks.
   The page works without: every cell that can be changed is a link to a page of its own. */

const EDIT = "[data-in-place]";

/* The cell cursor: one stop for Tab, the arrows do the rest ------------------- */

function table() {
  return document.querySelector("[data-grid]");
}

function rows() {
  return [...table().querySelectorAll("tr")].filter((row) => row.checkVisibility());
}

/* What takes the focus in a cell: its link or its box, or else the cell itself. */
function stopOf(cell) {
  return cell.querySelector(".tick, .at") ?? cell;
}

function cellOf(element) {
  return element?.closest?.("[data-grid] :is(td, th)") ?? null;
}

function placeOf(cell) {
  const row = cell.closest("tr");
  return [rows().indexOf(row), [...row.children].indexOf(cell)];
}

function cellAt(row, column) {
  const listed = rows();
  const cells = listed[Math.max(0, Math.min(row, listed.length - 1))].children;
  return cells[Math.max(0, Math.min(column, cells.length - 1))];
}

function asGrid() {
  const grid = table();
  if (!grid || matchMedia("(max-width: 47.99rem)").matches) return;
  grid.setAttribute("role", "grid");
  grid.setAttribute("aria-multiselectable", "true");
  grid.setAttribute("aria-rowcount", Number(grid.dataset.count) + 1);
  rove();
}

function rove(to) {
  const grid = table();
  if (!grid || grid.getAttribute("role") !== "grid") return;
  const now = to ?? grid.querySelector("[data-roved][tabindex='0']") ?? grid.querySelector("tbody th .at");
  for (const cell of grid.querySelectorAll("td, th")) {
    if (cell.querySelector(EDIT)) continue;
    const stop = stopOf(cell);
    stop.tabIndex = stop === now ? 0 : -1;
    stop.dataset.roved = "";
  }
}

function go(cell) {
  const stop = stopOf(cell);
  rove(stop);
  stop.focus();
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/* What the column cuts short is read whole under the pointer. */
document.addEventListener("pointerover", (event) => {
  const cell = cellOf(event.target);
  if (!cell || cell.querySelector(EDIT)) return;
  const shown = cell.querySelector(".cell, .at") ?? cell;
  const isCut = shown.scrollWidth > shown.clientWidth || cell.scrollWidth > cell.clientWidth;
  if (isCut) cell.title = wordsIn(cell);
  else cell.removeAttribute("title");
});

/* Marks: Shift and the arrows mark a block, from where it began to the cursor --- */

let anchor = null;

function block(cell) {
  if (!anchor?.isConnected) return [[placeOf(cell)[0], placeOf(cell)[1]], [placeOf(cell)[0], placeOf(cell)[1]]];
  const [one, other] = [placeOf(anchor), placeOf(cell)];
  return [
    [Math.min(one[0], other[0]), Math.min(one[1], other[1])],
    [Math.max(one[0], other[0]), Math.max(one[1], other[1])],
  ];
}

function mark(cell) {
  const [from, to] = block(cell);
  unmark();
  for (let row = from[0]; row <= to[0]; row += 1) {
    for (let column = from[1]; column <= to[1]; column += 1) cellAt(row, column).setAttribute("aria-selected", "true");
  }
}

function unmark() {
  for (const cell of table()?.querySelectorAll("[aria-selected]") ?? []) cell.removeAttribute("aria-selected");
}

const MOVES = {
  ArrowRight: ([row, column]) => [row, column + 1],
  ArrowLeft: ([row, column]) => [row, column - 1],
  ArrowDown: ([row, column]) => [row + 1, column],
  ArrowUp: ([row, column]) => [row - 1, column],
  PageDown: ([row, column]) => [row + 10, column],
  PageUp: ([row, column]) => [Math.max(1, row - 10), column],
  Home: ([row], far) => [far ? 1 : row, 1],
  End: ([row], far) => [far ? rows().length - 1 : row, 1000],
};

function say(words) {
  const told = document.getElementById("grid-says");
  if (told) told.textContent = words;
}

let first = null; // the letters that began an edit: they take the place of what was there
let awaited = null; // the cell whose box has been asked for: fast typing goes on meanwhile

function begun(cell, typed) {
  const link = cell.querySelector(".cell");
  if (!link) return say(document.getElementById("grid-says").dataset.fixed);
  if (awaited === cell) {
    if (typed) first = (first ?? "") + typed;
    return;
  }
  [first, awaited] = [typed ?? null, cell];
  link.click();
}

for (const failed of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(failed, () => { awaited = null; });
}

function onGridKey(event, cell) {
  const far = event.ctrlKey || event.metaKey;
  if (MOVES[event.key] && !event.altKey && !(far && !["Home", "End"].includes(event.key))) {
    event.preventDefault();
    const next = cellAt(...MOVES[event.key](placeOf(cell), far));
    if (event.shiftKey) {
      anchor = anchor?.isConnected ? anchor : cell;
      go(next);
      mark(next);
    } else {
      anchor = null;
      unmark();
      go(next);
    }
  } else if (far || event.altKey) {
    return;
  } else if (event.key === "F2" || (event.key === "Enter" && !cell.querySelector(".at:not(.cell), .tick"))) {
    event.preventDefault();
    begun(cell);
  } else if (event.key === " " && awaited !== cell) {
    event.preventDefault();
    cell.closest("tr").querySelector(".choose .tick")?.click();
  } else if (event.key === "Escape") {
    anchor = null;
    unmark();
  } else if (event.key.length === 1 && event.key !== "/" && cell.querySelector(".cell")) {
    event.preventDefault();
    begun(cell, event.key);
  }
}

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.(EDIT);
  if (form && event.key === "Escape") {
    event.preventDefault();
    putBack(form);
  } else if (form && event.key === "Enter" && event.target.matches("select")) {
    event.preventDefault(); // a list of choices sends no form by itself, and Enter is said to save
    form.requestSubmit();
  } else if (form && event.key === "Tab") {
    event.preventDefault();
    goOn(form, event.shiftKey ? -1 : 1);
  } else if (!form && table()?.getAttribute("role") === "grid") {
    const cell = cellOf(event.target);
    if (cell) onGridKey(event, cell);
  }
  const typing = event.target.closest("input:not(.tick), textarea, select");
  if (event.key === "z" && (event.ctrlKey || event.metaKey) && !typing) {
    const undo = document.querySelector("#toasts form button");
    if (undo) {
      event.preventDefault();
      undo.click();
    }
  }
});

document.addEventListener("focusin", (event) => {
  const cell = cellOf(event.target);
  if (cell && !event.target.closest(EDIT)) rove(stopOf(cell));
});

document.addEventListener("click", (event) => {
  const cell = cellOf(event.target);
  if (!cell || event.target.closest("a, input, select, button, form, label")) return;
  if (table().getAttribute("role") === "grid") go(cell);
});

/* Copying and pasting: what a spreadsheet understands ------------------------ */

function wordsIn(cell) {
  const copy = cell.cloneNode(true);
  for (const hidden of copy.querySelectorAll(".visually-hidden")) hidden.remove();
  const words = copy.textContent.trim().replace(/\s+/g, " ");
  return words === "–" ? "" : words;
}

document.addEventListener("copy", (event) => {
  const cell = cellOf(document.activeElement);
  if (!cell || cell.querySelector(EDIT) || String(getSelection())) return;
  const [from, to] = block(cell);
  const lines = [];
  for (let row = from[0]; row <= to[0]; row += 1) {
    const words = [];
    for (let column = Math.max(1, from[1]); column <= to[1]; column += 1) words.push(wordsIn(cellAt(row, column)));
    lines.push(words.join("\t"));
  }
  event.clipboardData.setData("text/plain", lines.join("\n"));
  event.preventDefault();
  const count = lines.length * lines[0].split("\t").length;
  say(document.getElementById("grid-says").dataset.copied.replace("#", count));
});

document.addEventListener("paste", (event) => {
  const cell = cellOf(document.activeElement);
  const grid = table();
  if (!cell || !grid.dataset.paste || event.target.closest?.("input:not(.tick), textarea, select")) return;
  const text = event.clipboardData.getData("text/plain");
  const [from, to] = block(cell);
  const corner = cellAt(...from);
  const who = corner.closest("tr").dataset.who;
  if (!text || !who) return;
  event.preventDefault();
  show(grid.dataset.paste, { text: filled(text, from, to), at: who, column: corner.dataset.column ?? "name" });
});

/* One cell pasted on a marked block fills the block. */
function filled(text, from, to) {
  const one = text.replace(/\r?\n$/, "");
  if (/[\t\n"]/.test(one)) return text;
  const line = Array(to[1] - from[1] + 1).fill(one).join("\t");
  return Array(to[0] - from[0] + 1).fill(line).join("\n");
}

/* The page that shows what would change before anything is saved. */
function show(address, fields) {
  const form = Object.assign(document.createElement("form"), { method: "post", action: address, hidden: true });
  form.append(document.querySelector("#together [name=csrfmiddlewaretoken]").cloneNode());
  for (const [name, value] of Object.entries(fields)) {
    const field = Object.assign(document.createElement("textarea"), { name });
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

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
  go(cell);
}

/* Tab saves and goes on to the next cell; what did not change needs no saving. */
let onward = 0;

function goOn(form, step) {
  const box = form.querySelector("#cell-value");
  const cell = form.closest("td");
  if (box.value === box.dataset.held) {
    putBack(form);
    return go(cellAt(placeOf(cell)[0], placeOf(cell)[1] + step));
  }
  onward = step;
  form.requestSubmit();
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
    const stop = row.children[Math.max(1, Math.min(edited.place + onward, row.children.length - 1))];
    [edited, onward] = [null, 0];
    row.classList.add("saved");
    setTimeout(() => row.classList.remove("saved"), 1500);
    if (stop) go(stop);
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
  box.dataset.held ??= box.value;
  box.focus();
  if (first !== null && box.matches("input[type=text]")) {
    box.value = first;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  } else {
    box.select?.();
  }
  [first, awaited, onward] = [null, null, 0];
}

/* Ticks and what is done with them ------------------------------------------- */

function ticks() {
  return [...document.querySelectorAll("[data-grid] tbody .choose .tick")];
}

function inWords(number) {
  return number.toLocaleString(document.documentElement.lang);
}

function count() {
  const bar = document.querySelector("[data-bulk]");
  if (!bar) return;
  const everyone = bar.querySelector("[data-everyone]");
  const chosen = ticks().filter((tick) => tick.checked);
  for (const tick of ticks()) tick.closest("tr").classList.toggle("chosen", tick.checked);
  bar.hidden = !chosen.length && !everyone?.checked;
  const words = bar.querySelector("[data-count]");
  const number = everyone?.checked ? Number(everyone.dataset.everyone) : chosen.length;
  const said = number === 1 ? bar.dataset.one : bar.dataset.many.replace("#", inWords(number));
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
      table()?.querySelector("[tabindex='0']")?.focus();
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

/* The number of the last person in view, once more of them have come. */
function countShown() {
  const last = document.querySelector("[data-last]");
  const shown = table()?.querySelectorAll("tbody tr[data-who]").length ?? 0;
  if (!last) return;
  last.dataset.first ??= Number(last.closest("[data-end]").dataset.end) - shown;
  last.textContent = inWords(Number(last.dataset.first) + shown);
  const more = document.querySelector("[data-scroll]");
  if (more) more.hidden = !table().querySelector("tr.more");
}

function prepare() {
  asGrid();
  count();
  countShown();
  filterChoices();
}

prepare();
