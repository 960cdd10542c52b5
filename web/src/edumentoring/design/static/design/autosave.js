/* Saves a form while somebody types in it, and keeps their words on this device until it has.
 *
 * <form data-autosave="/address/to/save/"> with a hidden `version`; a form that begins something
 * new, whose address is another on each visit, names its kind in `data-autosave-new`. A page that
 * shows words which were not saved says why in `data-autosave-unsaved`: "refused" or "conflict".
 * What the address answers is told in common/autosave.py; design/autosave.html holds the words.
 * Without this script the form's own button saves. */

const PREFIX = "autosave:";
const REST = 1500;
const WAITS = [3000, 6000, 12000, 30000, 60000];
const store = storage();

function storage() {
  try {
    localStorage.setItem("autosave-try", "1");
    localStorage.removeItem("autosave-try");
    return localStorage;
  } catch {
    return null; // private browsing: the page itself still holds the words
  }
}

function isTheirs(box) {
  return box.name && box.type !== "hidden" && box.type !== "submit" && box.type !== "button";
}

function hidden(form, name) {
  const there = form.querySelector(`input[type=hidden][name=${name}]`);
  if (there) return there;
  const made = Object.assign(document.createElement("input"), { type: "hidden", name });
  form.append(made);
  return made;
}

function read(name) {
  try {
    return JSON.parse(store?.getItem(name) ?? "null");
  } catch {
    return null;
  }
}

/* A tab says that it is still open for as long as it is: its words are its own to save. */
function stayOpen(tab) {
  navigator.locks?.request(PREFIX + tab, () => new Promise(() => {}));
}

async function openTabs() {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return new Set(held.map((lock) => lock.name));
}

/* "4.05 pm", as the pages write it. */
function clock(at) {
  const minutes = String(at.getMinutes()).padStart(2, "0");
  return `${at.getHours() % 12 || 12}.${minutes}\u00a0${at.getHours() < 12 ? "am" : "pm"}`;
}

/* Whether words were typed before this script was there. What Back and Reload put in was not. */
function wasEarly(form) {
  const [visit] = performance.getEntriesByType("navigation");
  const isTyped = (box) => box.matches("textarea, input[type=text]") && box.value !== box.defaultValue;
  return visit?.type === "navigate" && [...form.elements].filter(isTheirs).some(isTyped);
}

const pathOf = (url) => (url ?? "").split("?")[0];

function attach(form) {
  const line = form.querySelector("[data-autosave-state]");
  const offer = form.querySelector("[data-autosave-offer]");
  const version = hidden(form, "version");
  // Tells an answer that was lost on the way from what another tab has saved since.
  const tab = hidden(form, "tab");
  tab.value ||= crypto.getRandomValues(new Uint32Array(4)).join("-");
  const isNew = form.dataset.autosaveNew ?? "";
  const unsaved = form.dataset.autosaveUnsaved ?? "";
  const shown = words();
  const watched = new Set();
  const early = wasEarly(form);
  let saved = unsaved || early ? null : shown;
  let timer;
  let asking = null;
  let failures = 0;
  // Over what others saved since, these words go only when the button is pressed.
  let stopped = unsaved === "conflict";
  let going = false;

  function words() {
    const names = new Set([...form.elements].filter(isTheirs).map((box) => box.name));
    return JSON.stringify([...new FormData(form)].filter(([name]) => names.has(name)));
  }

  function say(what, detail = "") {
    if (line) line.textContent = detail || (line.dataset[what] ?? "");
  }

  /* On this device: each tab keeps its own words of a form ------------------- */

  const key = () => `${PREFIX}${pathOf(form.dataset.autosave)}#${tab.value}`;

  function keep() {
    const where = { url: form.dataset.autosave, action: form.action, isNew, at: Date.now() };
    // Put back after a conflict, they meet it again: a version of "" is never the latest.
    const over = { version: stopped ? "" : version.value, tab: tab.value };
    try {
      store?.setItem(key(), JSON.stringify({ ...where, ...over, words: words() }));
    } catch {
      /* full: the page itself still holds the words */
    }
  }

  const letGo = () => store?.removeItem(key());

  /* What is kept of this very form, or of another one that began the same kind of thing; the
   * latest first. */
  function keptOfThis() {
    return Object.keys(store ?? {})
      .filter((name) => name.startsWith(PREFIX))
      .map((name) => ({ ...read(name), name }))
      .filter((kept) => kept.words && (isSame(kept) || (isNew && kept.isNew === isNew)))
      .sort((one, other) => (other.at ?? 0) - (one.at ?? 0));
  }

  const isSame = (kept) => pathOf(kept.url) === pathOf(form.dataset.autosave);

  function bringBack(kept) {
    const values = new Map();
    for (const [name, value] of JSON.parse(kept.words)) {
      values.set(name, [...(values.get(name) ?? []), value]);
    }
    for (const box of [...form.elements].filter(isTheirs)) {
      const given = values.get(box.name) ?? [];
      if (box.type === "checkbox" || box.type === "radio") box.checked = given.includes(box.value);
      else if (given.length) box.value = given.shift();
    }
    // Their version comes back too: what was saved elsewhere since is then shown, not lost.
    version.value = kept.version;
    tab.value = kept.tab;
    if (kept.url?.startsWith("/")) form.dataset.autosave = kept.url;
    if (new URL(kept.action, location.href).origin === location.origin) form.action = kept.action;
    stayOpen(tab.value);
    if (kept.name !== key()) store.removeItem(kept.name);
  }

  async function offerBack() {
    const kept = keptOfThis();
    const open = await openTabs();
    const left = kept.filter((each) => each.tab === tab.value || !open.has(PREFIX + each.tab));
    // What this page shows is saved, or is kept by this page from now on.
    for (const each of left) if (each.words === shown) store.removeItem(each.name);
    if (unsaved) keep();
    offerNext(left.filter((each) => each.words !== shown));
    for (const each of kept) if (!left.includes(each)) offerOnceClosed(each.tab);
  }

  /* A tab that was closed this moment holds its lock a little longer. */
  function offerOnceClosed(other) {
    if (watched.has(other)) return;
    watched.add(other);
    navigator.locks.request(PREFIX + other, () => {}).then(() => {
      if (words() === shown && offer?.hidden) offerBack();
    });
  }

  function offerNext([kept, ...others]) {
    if (!offer) return;
    offer.hidden = !kept;
    if (!kept) return;
    const choose = (event) => {
      const chosen = event.target.closest("button")?.value;
      if (!chosen) return;
      offer.removeEventListener("click", choose);
      if (chosen === "back") {
        bringBack(kept);
        typed();
        offer.hidden = true;
      } else {
        store.removeItem(kept.name);
        offerNext(others);
      }
      if (offer.hidden) form.querySelector("textarea")?.focus();
    };
    offer.addEventListener("click", choose);
  }

  /* On the server -------------------------------------------------------- */

  function typed() {
    keep();
    if (!stopped) later(REST);
  }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  function save(leaving = false) {
    clearTimeout(timer);
    asking ??= send(leaving === true).finally(() => { asking = null; });
    return asking;
  }

  async function send(leaving) {
    const sent = words();
    if (sent === saved) return true;
    if (offer) offer.hidden = true;
    keep();
    let answer = null;
    try {
      answer = await fetch(form.dataset.autosave, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { accept: "application/json" },
        redirect: "manual",
        keepalive: leaving,
      });
    } catch {
      return fail("waiting");
    }
    if (answer.type === "opaqueredirect" || [401, 403].includes(answer.status)) return fail("signedOut");
    if (answer.status >= 500 || answer.status === 429) return fail("waiting");
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) {
      stopped = answer.status === 409;
      say("refused", said.words);
      return false;
    }
    failures = 0;
    stopped = false;
    saved = sent;
    version.value = said.version;
    say("saved", line?.dataset.saved?.replace("#", clock(new Date(said.saved_at))));
    if (words() === sent) letGo();
    else typed();
    return true;
  }

  function fail(why) {
    say(why);
    later(WAITS[Math.min(failures, WAITS.length - 1)]);
    failures += 1;
    return false;
  }

  /* Saved first, then sent: a button pressed while the server is away leaves the page as it is. */
  async function press(event) {
    if (event.target !== form || going) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    form.classList.add("busy");
    await asking;
    const before = failures;
    const isSaved = await save();
    form.classList.remove("busy");
    if (!isSaved && failures > before) return;
    clearTimeout(timer);
    going = true;
    form.requestSubmit(event.submitter);
    going = false;
  }

  const mayLose = () => words() !== saved && !stopped;

  form.addEventListener("input", typed);
  form.addEventListener("change", typed);
  document.addEventListener("submit", press, true);
  window.addEventListener("online", () => { if (mayLose()) save(); });
  window.addEventListener("pagehide", () => { if (mayLose()) save(true); });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && mayLose()) save(true);
  });
  window.addEventListener("beforeunload", (event) => {
    if (!store && words() !== saved) event.preventDefault();
  });
  stayOpen(tab.value);
  if (unsaved) say("unsaved");
  offerBack().then(() => { if (early) typed(); });
}

for (const form of document.querySelectorAll("form[data-autosave]")) attach(form);
