/* Small helps, each of which a page can do without. No inline code, no eval.
 * Every help takes a piece of the page, so that it can start again after a swap. */

const here = new URL(".", import.meta.url);
const said = JSON.parse(document.querySelector("meta[name=script-words]")?.content ?? "{}");
document.documentElement.classList.add("js");

/* A summary of errors is read first: move there, and from a link into its box. */
function focusErrors(root) {
  const summary = root.querySelector("[data-focus]");
  if (!summary) return;
  summary.focus();
  if (!document.title.startsWith(said.error)) document.title = `${said.error} ${document.title}`;
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const box = link && document.getElementById(link.hash.slice(1));
    if (!box) return;
    event.preventDefault();
    const group = box.closest(".field");
    (group?.querySelector("legend, label") ?? box).scrollIntoView();
    box.focus({ preventScroll: true });
  });
}

/* One press is enough; Back must find the button alive again. */
function sendOnce(root) {
  for (const form of all(root, "form[data-once]")) {
    form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      if (form.dataset.sent) return event.preventDefault();
      form.dataset.sent = "yes";
      form.classList.add("busy");
      setTimeout(() => release(form), 8000);
    });
  }
}

function release(form) {
  delete form.dataset.sent;
  form.classList.remove("busy");
}

/* Typing that would be lost by leaving. */
function guardTyping(root) {
  for (const form of all(root, "form[data-guard]")) {
    form.addEventListener("input", () => { form.dataset.typed = "yes"; });
    form.addEventListener("submit", () => { delete form.dataset.typed; });
  }
}

/* How many characters are left: drawn at once, spoken when the typing rests. */
function countCharacters(root) {
  for (const line of all(root, "[data-count-for]")) {
    const box = document.getElementById(line.dataset.countFor);
    if (!box) continue;
    const most = box.maxLength;
    box.removeAttribute("maxlength"); // a paste is never cut: the form says how much is over
    const spoken = document.createElement("span");
    spoken.className = "visually-hidden";
    spoken.setAttribute("role", "status");
    line.after(spoken);
    let rest;
    const say = () => {
      const left = most - box.value.length;
      line.textContent = wordLeft(line, left);
      line.classList.toggle("over", left < 0);
      clearTimeout(rest);
      rest = setTimeout(() => { spoken.textContent = line.textContent; }, 1000);
    };
    box.addEventListener("input", say);
    if (box.value) say();
  }
}

function wordLeft(line, left) {
  const amount = Math.abs(left).toLocaleString(document.documentElement.lang);
  if (left < 0) return line.dataset.over.replace("#", amount);
  return left === 1 ? line.dataset.one : line.dataset.many.replace("#", amount);
}

/* "None of these" clears the others, and they clear it. */
function aloneChoices(root) {
  for (const alone of all(root, "input[data-alone]")) {
    const others = [...alone.closest(".choices").querySelectorAll("input")].filter((box) => box !== alone);
    alone.addEventListener("change", () => { if (alone.checked) for (const box of others) box.checked = false; });
    for (const box of others) box.addEventListener("change", () => { if (box.checked) alone.checked = false; });
  }
}

/* A slider says its word, not its number. */
function wordSliders(root) {
  for (const slider of all(root, "input[type=range][data-words]")) {
    const words = slider.dataset.words.split("|");
    const line = document.getElementById(`${slider.id}-word`);
    const say = () => {
      const word = words[slider.value - slider.min] ?? slider.value;
      slider.setAttribute("aria-valuetext", word);
      if (line) line.textContent = word;
      slider.style.setProperty("--share", `${(100 * (slider.value - slider.min)) / (slider.max - slider.min)}%`);
    };
    slider.addEventListener("input", say);
    say();
  }
}

/* School search: the text box stays if the script cannot be had. */
async function autocomplete(root) {
  const boxes = all(root, "input[data-autocomplete-url]");
  if (!boxes.length || !(await loadAutocomplete())) return;
  for (const box of boxes) enhanceBox(box);
}

let loading;
function loadAutocomplete() {
  loading ??= new Promise((done) => {
    const script = document.createElement("script");
    script.src = new URL("vendor/accessible-autocomplete.min.js", here);
    script.onload = () => done(true);
    script.onerror = () => done(false);
    document.head.append(script);
  });
  return loading;
}

function enhanceBox(box) {
  if (!box.isConnected) return;
  const isInUse = box === document.activeElement;
  if (isInUse && box.value) {
    // Somebody is typing in it already: keys must not fall between the old box and the new.
    box.addEventListener("blur", () => enhanceBox(box), { once: true });
    return;
  }
  const place = document.createElement("div");
  const chosen = hiddenFor(box);
  const { id, name, value } = box;
  const words = box.dataset;
  const own = ownChoice(words.autocompleteOwn);
  box.replaceWith(place);
  window.accessibleAutocomplete({
    element: place,
    id,
    name,
    defaultValue: value,
    minLength: 2,
    displayMenu: "overlay",
    source: debounced((query, show) => search(words.autocompleteUrl, query, (found) => show(own.among(found, query)))),
    templates: { inputValue: (found) => found?.label ?? found ?? "", suggestion: suggest },
    onConfirm: (found) => {
      if (!found) return;
      if (chosen) chosen.value = found.id;
      own.tick(Boolean(found.own));
    },
    tNoResults: () => said.none,
    tStatusQueryTooShort: (least) => said.short.replace("#", least),
    tStatusNoResults: () => said.none,
    tStatusSelectedOption: (label, length, at) => `${label} ${at + 1} / ${length}`,
    tStatusResults: (length) => said.results.replace("#", length),
    tAssistiveHint: () => said.help,
  });
  const input = place.querySelector("input");
  for (const { name: key, value: held } of box.attributes) {
    if (key.startsWith("aria-desc") || key === "aria-invalid" || key === "required") input.setAttribute(key, held);
  }
  input.addEventListener("input", () => {
    if (chosen) chosen.value = "";
    own.tick(false);
  });
  if (isInUse) input.focus();
}

/* "My school is not listed": the box that says so, and the last choice of every list. */
function ownChoice(id) {
  const box = id && document.getElementById(id);
  const label = box?.labels?.[0]?.textContent.trim();
  return {
    among: (found, query) => (label ? [...found, { id: "", label: query, own: label }] : found),
    tick: (on) => { if (box) box.checked = on; },
  };
}

function hiddenFor(box) {
  const name = box.dataset.autocompleteId;
  if (!name) return null;
  const there = box.form?.elements.namedItem(name);
  if (there) return there;
  const made = Object.assign(document.createElement("input"), { type: "hidden", name });
  box.after(made);
  return made;
}

/* The package sets this as HTML, so every word passes through a text node first. */
function suggest(found) {
  if (!found?.label) return escaped(found ?? "");
  if (found.own) return `${escaped(found.own)}<small>${escaped(found.label)}</small>`;
  return escaped(found.label) + (found.detail ? `<small>${escaped(found.detail)}</small>` : "");
}

function escaped(words) {
  const holder = document.createElement("span");
  holder.textContent = words;
  return holder.innerHTML;
}

async function search(address, query, show) {
  const url = new URL(address, location.href);
  url.searchParams.set("q", query);
  try {
    const answer = await fetch(url, { headers: { accept: "application/json" } });
    show(answer.ok ? await answer.json() : []);
  } catch {
    show([]);
  }
}

function debounced(ask) {
  let waiting;
  let latest = 0;
  return (query, show) => {
    clearTimeout(waiting);
    const mine = (latest += 1);
    waiting = setTimeout(() => ask(query, (found) => { if (mine === latest) show(found); }), 150);
  };
}

/* Once for the whole page ------------------------------------------------- */

/* The server turns away what is too large before the service can say anything about it. */
document.addEventListener("submit", (event) => {
  const boxes = [...event.target.querySelectorAll("input[type=file]")];
  for (const box of boxes) sayTooLarge(box, false);
  const [largest] = boxes.sort((one, other) => bytesIn(other) - bytesIn(one));
  const most = largest?.nextElementSibling?.dataset.mostBytes;
  if (!most || boxes.reduce((sum, box) => sum + bytesIn(box), 0) <= most) return;
  event.preventDefault();
  event.stopPropagation();
  sayTooLarge(largest, true);
  largest.focus();
}, true);

document.addEventListener("change", ({ target }) => {
  if (target.type === "file") sayTooLarge(target, false);
});

function bytesIn(box) {
  return [...box.files].reduce((sum, file) => sum + file.size, 0);
}

/* A line under the box, as any error of a field; the file stays chosen and its name in view. */
function sayTooLarge(box, is) {
  const place = box.nextElementSibling;
  if (!place?.dataset.mostBytes || place.childElementCount > 1 === is) return;
  const words = place.querySelector("template");
  place.replaceChildren(words, ...(is ? [words.content.cloneNode(true)] : []));
  place.id ||= `${box.id}_too_large`;
  box.setAttribute("aria-errormessage", place.id);
  box.setAttribute("aria-invalid", is);
  box.closest(".field").classList.toggle("faulty", is);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dismiss]");
  if (button) {
    const gone = button.closest(button.dataset.dismiss);
    gone?.remove();
    document.getElementById("main")?.focus({ preventScroll: true });
  }
  for (const menu of document.querySelectorAll("details.menu[open], details.tip[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

/* What opens beside its button stays within the window, wherever the button came to stand. */
document.addEventListener("toggle", ({ target }) => {
  if (!target.matches("details.menu[open], details.tip[open]")) return;
  const list = target.querySelector(":scope > :not(summary)");
  list.style.translate = "none";
  const { left, right } = list.getBoundingClientRect();
  const beyond = Math.max(right + 8 - document.documentElement.clientWidth, 0);
  list.style.translate = `${left < 8 ? 8 - left : -beyond}px`;
}, true);

document.addEventListener("focusin", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open], details.tip[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const menu = event.target.closest?.("details.menu[open], details.tip[open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  }
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const box = [...document.querySelectorAll("[data-find]")].find((each) => each.checkVisibility());
    if (box) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  }
});

/* Words that autosave.js kept on this device are the person's who signs out, not the next one's. */
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-sign-out]")) return;
  try {
    const kept = Object.keys(localStorage).filter((name) => name.startsWith("autosave:"));
    for (const name of kept) localStorage.removeItem(name);
  } catch {
    /* no storage, so nothing is kept in it */
  }
});

window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) release(form);
});

window.addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-typed]:not([data-sent])")) event.preventDefault();
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form[data-sent]");
  if (form) release(form);
});

document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) start(event.target);
});

function all(root, selector) {
  const inside = [...root.querySelectorAll(selector)];
  return root.matches?.(selector) ? [root, ...inside] : inside;
}

function start(root) {
  focusErrors(root);
  sendOnce(root);
  guardTyping(root);
  countCharacters(root);
  aloneChoices(root);
  wordSliders(root);
  autocomplete(root);
}

start(document.documentElement);
