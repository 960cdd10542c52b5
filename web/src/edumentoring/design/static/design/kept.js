/* Keeps the words of a form that was sent, until the service has them.
 *
 * Somebody who was signed out meanwhile is answered with the sign-in page, and their words would
 * be gone. A page that says so (design/not_saved.html) marks what was just sent as not saved, and
 * the page it stood on brings it back to the same person in the same tab. Any other page means
 * that it arrived. Secrets and consents are never kept: a tick that stands alone is one, and so
 * is whatever stands within `data-consents`.
 *
 * So it is with words that somebody has begun beside a form that they send, such as a note beside
 * "Undo": they are brought back where they were begun, and nobody is warned of losing them. */

const PREFIX = "kept:";
const DAY = 24 * 60 * 60 * 1000;
const JUST_NOW = 2 * 60 * 1000;
const LATELY = 30 * 60 * 1000;
const HELD = ["version", "key", "form_key"]; // what tells a late change, or the same form twice
const SECRET = "[type=password], [type=file], [autocomplete=one-time-code], [data-consents], [data-consents] *";
const OWN_WAY = "[data-autosave], [data-keep], [data-sign-out]";

const said = JSON.parse(document.querySelector("meta[name=script-words]")?.content ?? "{}");
const me = document.querySelector("meta[name=signed-in]")?.content ?? "";
const isRefusal = Boolean(document.querySelector("meta[name=not-saved]"));
const here = () => location.pathname + location.search;
const store = storage();

function storage() {
  try {
    sessionStorage.setItem("kept-try", "1");
    sessionStorage.removeItem("kept-try");
    return sessionStorage;
  } catch {
    return null; // private browsing: Back still finds the words
  }
}

/* What is kept ------------------------------------------------------------ */

function everything() {
  const names = Object.keys(store ?? {}).filter((name) => name.startsWith(PREFIX));
  return names.map((name) => ({ ...read(name), name })).sort((one, other) => other.at - one.at);
}

function read(name) {
  try {
    return JSON.parse(store.getItem(name)) ?? {};
  } catch {
    return {};
  }
}

function write({ name, ...kept }) {
  try {
    store?.setItem(name, JSON.stringify(kept));
  } catch {
    /* full: Back still finds the words */
  }
}

function forms() {
  return [...document.querySelectorAll("form")].filter(
    (form) => form.getAttribute("method") === "post" && !form.matches(OWN_WAY) && (form.matches("[data-guard]") || form.querySelector("textarea, input[type=text]")),
  );
}

const addressOf = (form) => form.getAttribute("action") || "";

/* Its place on the page: the same address may take several forms. */
function nameOf(form) {
  const alike = forms().filter((other) => addressOf(other) === addressOf(form));
  return `${PREFIX}${here()}#${addressOf(form)}#${alike.indexOf(form)}`;
}

function isWords(box) {
  if (!box.name || box.matches(SECRET) || ["submit", "button", "reset"].includes(box.type)) return false;
  if (box.type === "hidden") return HELD.includes(box.name);
  if (box.type !== "checkbox") return true;
  return box.form.querySelectorAll(`input[type=checkbox][name="${CSS.escape(box.name)}"]`).length > 1;
}

function keep(form, { sent }) {
  const names = new Set([...form.elements].filter(isWords).map((box) => box.name));
  const words = [...new FormData(form)].filter(([name]) => names.has(name));
  write({ name: nameOf(form), who: me, page: here(), at: Date.now(), sent, begun: !sent, words });
}

/* What came of it --------------------------------------------------------- */

/* The page that is shown now answers what was sent last. */
function settle() {
  for (const kept of everything()) {
    const isOld = !(Date.now() - kept.at < DAY);
    const isAnother = me && kept.who !== me;
    const isLate = kept.sent && !(isRefusal && Date.now() - kept.at < JUST_NOW);
    if (isOld || isAnother || isLate) store.removeItem(kept.name);
    else if (kept.sent) write({ ...kept, sent: false });
  }
}

function tellRefused() {
  const [kept] = everything().filter((each) => Date.now() - each.at < LATELY);
  for (const told of document.querySelectorAll("[data-kept-words]")) {
    told.hidden = !kept;
    const link = told.querySelector("a");
    if (kept && link) link.href = kept.page;
  }
  for (const told of document.querySelectorAll("[data-kept-nothing]")) told.hidden = Boolean(kept);
}

function bringBack() {
  const mine = new Map(everything().filter((kept) => kept.who === me).map((kept) => [kept.name, kept]));
  for (const form of mine.size ? forms() : []) {
    const kept = mine.get(nameOf(form));
    if (kept?.words.length) fill(form, kept);
  }
}

function fill(form, kept) {
  const values = new Map();
  for (const [name, value] of kept.words) values.set(name, [...(values.get(name) ?? []), value]);
  const boxes = [...form.elements].filter(isWords);
  for (const box of boxes) {
    const given = values.get(box.name) ?? [];
    if (box.multiple) for (const option of box.options ?? []) option.selected = given.includes(option.value);
    else if (box.type === "checkbox" || box.type === "radio") box.checked = given.includes(box.value);
    else if (given.length) box.value = given.shift();
  }
  form.closest("details")?.setAttribute("open", "");
  offer(form, kept);
  for (const box of boxes) box.dispatchEvent(new Event("input", { bubbles: true }));
}

function offer(form, kept) {
  const notice = Object.assign(document.createElement("div"), { className: "notice next", tabIndex: -1 });
  const words = Object.assign(document.createElement("p"), { textContent: kept.begun ? said.begun : said.kept });
  const go = Object.assign(document.createElement("button"), { className: "button quiet small", type: "button", textContent: said.let_go });
  const inside = document.createElement("div");
  notice.setAttribute("role", "status");
  inside.className = "flow";
  inside.append(words, go);
  notice.append(inside);
  go.addEventListener("click", () => {
    store.removeItem(kept.name);
    delete form.dataset.typed;
    location.reload();
  });
  form.before(notice);
  if (!kept.begun) notice.focus(); // what was sent stands first; what was begun waits in its place
}

/* Pieces of a page: the page stays, and so does the box -------------------- */

let isOut = false;

/* Signed in again in another tab: this page's forms are then too old to be taken. */
async function freshen() {
  const answer = await fetch(location.href, { redirect: "manual" }).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const who = page.querySelector("meta[name=signed-in]")?.content;
  const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (who && who !== me) return location.reload(); // another person: nothing here is theirs
  if (!who || !token) return;
  isOut = false;
  for (const box of document.querySelectorAll("[name=csrfmiddlewaretoken]")) box.value = token;
  document.body.setAttribute("hx-headers", JSON.stringify({ "x-csrftoken": token }));
  const words = document.querySelector("[data-signed-out] span");
  if (words) words.textContent = said.again;
  document.querySelector("[data-signed-out] a")?.remove();
}

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (event.detail.successful && form) store?.removeItem(nameOf(form));
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.xhr?.status !== 401) return;
  isOut = true;
  freshen();
});

document.addEventListener("visibilitychange", () => {
  if (isOut && document.visibilityState === "visible") freshen();
});

window.addEventListener("focus", () => { if (isOut) freshen(); });

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-sign-out]")) for (const kept of everything()) store.removeItem(kept.name);
  else if (me && forms().includes(form)) keep(form, { sent: true });
}, true);

/* Once it is sure that the page goes: words begun in its other forms stay on the device. */
window.addEventListener("submit", (event) => {
  const form = event.target;
  if (!store || !me || event.defaultPrevented || form.target || form.matches("[data-sign-out]")) return;
  for (const begun of forms()) {
    if (begun === form || !begun.dataset.typed) continue;
    keep(begun, { sent: false });
    if (store.getItem(nameOf(begun))) delete begun.dataset.typed;
  }
});

if (store) {
  settle();
  if (isRefusal) tellRefused();
  else if (me) bringBack();
}
