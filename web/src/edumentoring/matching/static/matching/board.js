/* The match board's keys, dragging and side panel. Every form works without this file. */

const WIDE = matchMedia("(min-width: 68.75rem)");
const ROOMY = matchMedia("(min-width: 62rem)");
const board = () => document.getElementById("board");
const rows = () => [...document.querySelectorAll("#rows > tr[data-row]")];
let here = "";

/* --- moving through the rows ------------------------------------------------------------ */

const settle = () => {
  const grid = document.querySelector("#pair-grid");
  if (!grid) return;
  const all = rows();
  const current = all.find((row) => row.dataset.row === here) ?? all[0];
  for (const row of all) row.tabIndex = row === current ? 0 : -1;
};

const goTo = (row) => {
  if (!row) return;
  here = row.dataset.row;
  settle();
  row.focus();
};

const step = (row, by) => {
  const all = rows();
  const more = document.querySelector("#more-rows a");
  const next = all[all.indexOf(row) + by];
  if (next) goTo(next);
  else if (by > 0 && more) more.click();
};

/* --- the side panel ---------------------------------------------------------------------- */

const show = (address) =>
  window.htmx.ajax("GET", address, { target: "#panel", swap: "innerHTML" });

const open = (link) => {
  const row = link.closest("tr");
  for (const each of rows()) {
    each.classList.toggle("chosen", each === row);
    each.toggleAttribute("aria-selected", false);
  }
  if (row) {
    row.setAttribute("aria-selected", "true");
    here = row.dataset.row;
    settle();
  }
  const address = new URL(location.href);
  address.searchParams.delete("choose");
  address.searchParams.set("pair", link.dataset.open);
  history.replaceState(history.state, "", address);
  show(link.getAttribute("href"));
};

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#board a[data-open]");
  if (!link || !WIDE.matches || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(link);
});

document.addEventListener("click", (event) => {
  const row = event.target.closest?.("#rows > tr[data-row]");
  if (!row || event.target.closest("a, button, input")) return;
  goTo(row);
  const link = row.querySelector("a[data-open]");
  if (WIDE.matches) open(link);
});

/* --- keys --------------------------------------------------------------------------------- */

const typing = (element) => element.closest("input:not([type='range'], [type='checkbox']), textarea, select");

document.addEventListener("keydown", (event) => {
  if (!board() || event.defaultPrevented) return;
  const key = event.key.toLowerCase();
  if ((event.ctrlKey || event.metaKey) && key === "z" && !typing(event.target)) {
    const button = document.getElementById(event.shiftKey ? "redo" : "undo");
    if (button) {
      event.preventDefault();
      button.click();
    }
    return;
  }
  const row = event.target.closest?.("#rows > tr[data-row]");
  if (!row || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (key === "arrowdown" || key === "arrowup") {
    event.preventDefault();
    step(row, key === "arrowdown" ? 1 : -1);
  } else if (key === "home" || key === "end") {
    event.preventDefault();
    goTo(rows().at(key === "home" ? 0 : -1));
  } else if (key === "enter" && event.target === row) {
    event.preventDefault();
    row.querySelector("a[data-open]").click();
  } else if (key === "l" || key === "x") {
    const button = row.querySelector(`button[data-key="${key}"]`);
    if (button) {
      event.preventDefault();
      const all = rows();
      here = key === "x" ? (all[all.indexOf(row) + 1] ?? row).dataset.row : row.dataset.row;
      wantsFocus = true;
      button.click();
    }
  }
});

/* --- dragging a mentee onto a mentor --------------------------------------------------------- */

let carried = "";

document.addEventListener("dragstart", (event) => {
  const source = event.target.closest?.("#board [data-mentee]");
  if (!source) return;
  carried = source.dataset.mentee;
  event.dataTransfer.effectAllowed = "link";
  event.dataTransfer.setData("text/plain", source.textContent.trim());
  board().classList.add("board-dragging");
});

const target = (event) => (carried ? event.target.closest?.("#board [data-mentor]") : null);

document.addEventListener("dragover", (event) => {
  const over = target(event);
  for (const each of document.querySelectorAll(".board-over")) {
    if (each !== over) each.classList.remove("board-over");
  }
  if (!over) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "link";
  over.classList.add("board-over");
});

document.addEventListener("drop", (event) => {
  const over = target(event);
  if (!over) return;
  event.preventDefault();
  const address = `${board().dataset.cost}?pair=${over.dataset.mentor}-${carried}`;
  show(address).then(() => {
    const panel = document.getElementById("panel");
    panel.querySelector("h2")?.focus({ preventScroll: true });
    panel.scrollIntoView({ block: "nearest" });
  });
});

document.addEventListener("dragend", () => {
  carried = "";
  board()?.classList.remove("board-dragging");
  for (const each of document.querySelectorAll(".board-over")) each.classList.remove("board-over");
});

/* --- after the page, or a part of it, was put in ---------------------------------------------- */

let wantsFocus = false;

/* On a phone the pairs come first: the sliders wait folded until somebody opens them. */
const fold = () => {
  const settings = document.getElementById("settings-fold");
  if (!settings) return;
  settings.querySelector("summary").tabIndex = ROOMY.matches ? -1 : 0;
  if (ROOMY.matches) settings.open = true;
  else if (!opened) settings.open = false;
};
let opened = false;
document.addEventListener("click", (event) => {
  const summary = event.target.closest?.("#settings-fold > summary");
  if (summary) opened = !summary.parentElement.open;
});
ROOMY.addEventListener("change", fold);

const begin = (event) => {
  settle();
  fold();
  // The side panel settles too, now and then: only new rows have lost the focus.
  if (wantsFocus && event?.target.contains(document.getElementById("rows"))) {
    wantsFocus = false;
    const row = rows().find((each) => each.dataset.row === here) ?? rows()[0];
    row?.focus({ preventScroll: true });
  }
  const moved = document.getElementById("moved");
  if (moved) moved.scrollIntoView({ block: "nearest" });
};

document.addEventListener("htmx:afterSettle", begin);
begin();

const first = document.querySelector("#rows a[data-open]");
const panel = document.getElementById("panel");
if (first && WIDE.matches && panel && !panel.querySelector("#pair-inside")) {
  const row = first.closest("tr");
  row.classList.add("chosen");
  row.setAttribute("aria-selected", "true");
  addEventListener("load", () => show(first.getAttribute("href")), { once: true });
}
