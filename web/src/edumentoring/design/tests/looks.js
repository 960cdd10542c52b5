// How everything that shows on a page looks, so that axe judges the contrast of each look once.
//
// A look is one number for all that a text's contrast is measured by: its own colours and size,
// and all that it stands on. Whatever is drawn over something other than its parent stands on
// nobody knows what: it looks like nothing else, on this page or another, unless it brings an
// opaque ground of its own.
;(() => {
  const PAINT = ["color", "backgroundColor", "backgroundImage", "opacity", "visibility", "filter",
    "mixBlendMode", "textShadow", "textDecorationLine", "borderBottomStyle", "clipPath",
    "webkitTextStrokeWidth"];
  const WORDLESS = ["hidden", "checkbox", "radio", "range", "color", "image", "file"];
  const page = Math.random();
  const alone = new WeakMap(); // what stands out, by a number of its own
  const judged = new WeakMap(); // the looks in which an element was judged on this page
  let looks = new Map(); // how each element looks now
  let known = new Set(); // looks that are legible on any page
  let legible = new Set(); // looks that were just found to be so
  let count = 0;

  // cyrb53, a hash of 53 bits in the public domain.
  const numberOf = (words) => {
    let [one, two] = [0xdeadbeef, 0x41c6ce57];
    for (let at = 0; at < words.length; at += 1) {
      const code = words.charCodeAt(at);
      one = Math.imul(one ^ code, 2654435761);
      two = Math.imul(two ^ code, 1597334677);
    }
    one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909);
    two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909);
    return 4294967296 * (2097151 & two) + (one >>> 0);
  };

  // --- Where it stands -----------------------------------------------------------------------

  const hasGround = ({ backgroundColor, opacity }) =>
    opacity === "1" && backgroundColor.startsWith("rgb(");
  const isInside = (inner, outer) =>
    inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1
    && inner.left >= outer.left - 1 && inner.right <= outer.right + 1;
  const overlaps = (one, other) =>
    one.left < other.right - 1 && other.left < one.right - 1
    && one.top < other.bottom - 1 && other.top < one.bottom - 1;
  const cutsOff = (one) => one && getComputedStyle(one).overflowX !== "visible";
  const standsOut = (one, style, boxes) => {
    if (hasGround(style)) return false;
    if (!["static", "relative"].includes(style.position)) return true;
    if (style.transform !== "none" || style.zIndex < 0) return true;
    if (style.display === "inline") return false;
    const around = boxes.get(one.parentElement);
    const before = boxes.get(one.previousElementSibling);
    return (around && !isInside(boxes.get(one), around) && !cutsOff(one.parentElement))
      || (before && overlaps(boxes.get(one), before));
  };
  const isOut = (box) => (box.width <= 1 && box.height <= 1)
    || box.bottom + scrollY <= 0 || box.right + scrollX <= 0;

  // --- How it looks --------------------------------------------------------------------------

  const isLarge = ({ fontSize, fontWeight }) =>
    parseFloat(fontSize) >= 24 || (fontWeight >= 700 && parseFloat(fontSize) >= 18.5);
  const numberAlone = (one) => {
    if (!alone.has(one)) alone.set(one, `${page} ${(count += 1)}`);
    return alone.get(one);
  };
  const hasWords = (one) => /^(input|select|textarea)$/i.test(one.tagName)
    ? !WORDLESS.includes(one.type)
    : [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())
      && one.textContent.trim().length > 1; // axe leaves single letters to people
  const wasJudged = (one) => judged.get(one)?.has(looks.get(one));

  // The looks of all words on the page that were not judged on it yet.
  window.__looks = () => {
    looks = new Map();
    const boxes = new Map();
    const hidden = new Set();
    const found = new Set();
    for (const one of document.querySelectorAll("html, body, body *")) {
      if (!one.checkVisibility()) continue;
      const style = getComputedStyle(one);
      boxes.set(one, one.getBoundingClientRect());
      const own = PAINT.map((name) => style[name]);
      own.push(looks.get(one.parentElement), isLarge(style), style.fontWeight >= 700);
      if (standsOut(one, style, boxes)) own.push(numberAlone(one));
      looks.set(one, numberOf(own.join("|")));
      if (hidden.has(one.parentElement) || isOut(boxes.get(one))) hidden.add(one);
      else if (!wasJudged(one) && hasWords(one) && !one.closest(":disabled")) {
        found.add(looks.get(one));
      }
    }
    return [...found];
  };

  // --- What axe judges -----------------------------------------------------------------------

  const rule = axe._audit.rules.find(({ id }) => id === "color-contrast");
  const check = axe._audit.checks["color-contrast"];
  const { matches } = rule;
  const { evaluate } = check;
  rule.matches = function (one, ...more) {
    return !known.has(looks.get(one)) && !wasJudged(one) && matches.call(this, one, ...more);
  };
  // Only what is found to be legible counts as known: a fault is told wherever it is met, and
  // what axe cannot judge here it may on another page.
  check.evaluate = function (one, ...more) {
    if (legible.has(looks.get(one))) return true;
    const verdict = evaluate.call(this, one, ...more);
    if (verdict === true && looks.has(one)) legible.add(looks.get(one));
    return verdict;
  };

  // What is wrong, by these rules or by all of axe's, and which looks are legible.
  window.__judge = async (only, knownLooks) => {
    known = new Set(knownLooks);
    legible = new Set();
    const rules = only.length ? { runOnly: only } : {};
    const asked = { resultTypes: ["violations"], preload: false, ...rules };
    const { violations } = await axe.run(document, asked);
    for (const [one, look] of looks) {
      if (!judged.has(one)) judged.set(one, new Set());
      judged.get(one).add(look);
    }
    const faults = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html }) => [id, html.slice(0, 200)]));
    return [faults, [...legible]];
  };
})();
