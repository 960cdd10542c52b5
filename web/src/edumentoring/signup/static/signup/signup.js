/* Helps for the sign-up, each of which a page can do without. What is typed on a page is kept
 * in this tab until the service has it, so that neither a dead network nor Back loses any. */

const form = document.querySelector("form[data-keep]");
const words = document.getElementById("signup-words")?.dataset ?? {};
const store = storage();

function storage() {
  try {
    const tried = window.sessionStorage;
    tried.setItem("signup-try", "1");
    tried.removeItem("signup-try");
    return tried;
  } catch {
    return null; // private browsing, or a frame without storage
  }
}

/* Keep ------------------------------------------------------------------- */

const place = () => `signup:${location.pathname}`;
const OWN = ["key", "opened", "seen", "csrfmiddlewaretoken"]; // the page's own, never typed
const ofThePage = (name) => OWN.includes(name) || name.startsWith("agree_"); // a yes is given anew each time

function typed() {
  return [...new FormData(form)].filter(([name]) => !ofThePage(name));
}

function keep() {
  try {
    store?.setItem(place(), JSON.stringify({ stamp: form.dataset.keep, typed: typed() }));
  } catch {
    /* full: the page itself still holds it */
  }
}

/* Of a draft, the stamp changes whenever the service has stored something: then its page is the
 * truth. A form without a draft has a new stamp each time; whoever comes to it by a link may be
 * somebody else, so what was typed is shown to them only if they ask for it. */
function bringBack() {
  const kept = JSON.parse(store?.getItem(place()) ?? "null");
  if (!kept) return;
  if (kept.stamp === form.dataset.keep) return fillAll(kept);
  if (!("fresh" in form.dataset)) return store.removeItem(place());
  if (cameBack()) return fillAll(kept);
  if ("whole" in form.dataset) offer(kept);
}

function cameBack() {
  return ["reload", "back_forward"].includes(performance.getEntriesByType("navigation")[0]?.type);
}

/* Its key comes back too where there is no draft yet: sending it a second time makes one. */
function fillAll(kept) {
  const values = new Map();
  for (const [name, value] of kept.typed) values.set(name, [...(values.get(name) ?? []), value]);
  for (const box of form.elements) fill(box, values.get(box.name) ?? []);
  if ("fresh" in form.dataset) form.elements.key.value = form.dataset.keep = kept.stamp;
}

function fill(box, values) {
  if (!box.name || box.type === "submit" || ofThePage(box.name)) return;
  if (box.type === "checkbox" || box.type === "radio") box.checked = values.includes(box.value);
  else if (values.length) box.value = values.shift();
}

function offer(kept) {
  const notice = document.createElement("div");
  const said = document.createElement("p");
  const buttons = document.createElement("p");
  notice.className = "notice kept-here";
  notice.setAttribute("role", "note");
  said.textContent = words.kept ?? "";
  const answer = (label, act) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button";
    button.textContent = label ?? "";
    button.addEventListener("click", () => {
      act();
      notice.remove();
      form.dispatchEvent(new Event("change"));
      form.querySelector("input:not([type=hidden])")?.focus();
    });
    buttons.append(button, " ");
  };
  answer(words.bring, () => fillAll(kept));
  answer(words.forget, () => store.removeItem(place()));
  const inside = document.createElement("div"); // a notice lays its own children side by side
  inside.append(said, buttons);
  notice.append(inside);
  form.querySelector("h1").after(notice);
}

/* Once a sign-up is sent, this tab forgets what was typed for it. */
function forget(paths) {
  const begins = paths.map((path) => `signup:${path}`);
  const names = Object.keys(store ?? {}).filter((name) => begins.some((begin) => name.startsWith(begin)));
  for (const name of names) store.removeItem(name);
}

/* Offline ---------------------------------------------------------------- */

function sayOffline() {
  let line = document.querySelector(".offline");
  if (!line) {
    line = document.createElement("p");
    line.className = "notice wrong offline";
    line.setAttribute("role", "alert");
    form.querySelector(".actions").before(line);
  }
  line.textContent = words.offline ?? "";
}

function stopWhenOffline(event) {
  keep();
  if (navigator.onLine) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  sayOffline();
}

/* Long lists ------------------------------------------------------------- */

function narrow(choices, number) {
  const box = document.createElement("input");
  const label = document.createElement("label");
  const said = document.createElement("span");
  box.className = "input narrowing";
  box.type = "search";
  box.id = `narrow-${number}`;
  box.autocomplete = "off";
  label.className = "label";
  label.htmlFor = box.id;
  label.textContent = words.narrow ?? "";
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  box.addEventListener("input", () => {
    const found = show(choices, box.value.trim().toLowerCase());
    said.textContent = (words.found ?? "").replace("#", found);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it searches here, it does not send
  });
  choices.before(label, box, said);
}

function show(choices, wanted) {
  let head = null;
  let found = 0;
  for (const row of choices.children) {
    if (row.classList.contains("choices-group")) {
      head = row;
      head.hidden = Boolean(wanted);
      continue;
    }
    const fits = !wanted || row.textContent.toLowerCase().includes(wanted);
    row.hidden = !fits && !row.querySelector(":checked");
    if (!row.hidden && head) head.hidden = false;
    if (fits && row.classList.contains("choice")) found += 1;
  }
  return found;
}

/* "Which of these would you begin with?" offers only what is ticked. */
function offerTicked(list) {
  const boxes = [...form.querySelectorAll(`input[name="${list.dataset.firstOf}"]`)];
  const options = [...list.options];
  const field = list.closest(".field");
  const draw = () => {
    const ticked = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    for (const option of options) option.hidden = option.disabled = Boolean(option.value) && !ticked.has(option.value);
    if (list.selectedOptions[0]?.disabled) list.value = "";
    field.hidden = ticked.size < 2;
  };
  form.addEventListener("change", draw);
  draw();
}

/* On the page with all the questions, only those of the chosen way are shown. */
function showChosenWay() {
  const parts = [...form.querySelectorAll("[data-only-for]")];
  const training = (words.training ?? "").split(" ");
  const draw = () => {
    const way = form.querySelector("input[name=way]:checked")?.value;
    const stage = form.querySelector("input[name=stage]:checked")?.value;
    for (const part of parts) {
      const wanted = part.dataset.onlyFor;
      part.hidden = wanted === "training" ? !training.includes(stage) : Boolean(way) && way !== "both" && way !== wanted;
      for (const name of (part.dataset.insteadOf ?? "").split(" ").filter(Boolean)) {
        const other = document.getElementById(`id_${name}_group`);
        if (other) other.hidden = !part.hidden;
      }
    }
  };
  form.addEventListener("change", draw);
  draw();
}

if (form) {
  bringBack();
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
  form.addEventListener("submit", stopWhenOffline, { capture: true });
  window.addEventListener("online", () => document.querySelector(".offline")?.remove());
  form.querySelectorAll(".choices[class~=many]").forEach(narrow);
  form.querySelectorAll("select[data-first-of]").forEach(offerTicked);
  if ("whole" in form.dataset) showChosenWay();
}

const sent = document.getElementById("signup-sent");
if (sent) forget(sent.dataset.paths.split(" "));
