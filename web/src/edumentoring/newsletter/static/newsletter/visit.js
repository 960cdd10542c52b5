// Says that this page is looked at, once it is seen: one number for a page and a day. Nothing about
// whoever looks is sent or kept, and nothing is written to their device.
const { visit } = document.querySelector("[data-visit]").dataset;

const count = () => navigator.sendBeacon(visit);

if (document.visibilityState === "visible") {
  count();
} else {
  document.addEventListener("visibilitychange", count, { once: true });
}
