// Boxes that only some kinds of question have stand there for those kinds alone.
(() => {
  "use strict";
  const fit = () => {
    const chosen = document.querySelector("#question [name=kind]:checked")?.value;
    for (const part of document.querySelectorAll("#question [data-for-kinds]")) {
      part.hidden = Boolean(chosen) && !part.dataset.forKinds.split(" ").includes(chosen);
    }
  };
  document.getElementById("question")?.addEventListener("change", fit);
  fit();
})();
