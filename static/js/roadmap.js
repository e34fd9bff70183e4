// The roadmap by hand: drag a card to a phase or between two cards. The buttons on each card do the same.
(() => {
  "use strict";

  let held = null;

  const marked = (name) => document.querySelectorAll(`.${name}`).forEach((each) => each.classList.remove(name));

  function target(event) {
    const phase = event.target.closest?.(".road-phase");
    if (!held || !phase) return null;
    const below = [...phase.querySelectorAll(".road-card")].find((card) => {
      const box = card.getBoundingClientRect();
      return card !== held && event.clientY < box.top + box.height / 2;
    });
    return { phase, before: below };
  }

  document.addEventListener("dragstart", (event) => {
    held = event.target.closest?.(".road-card[draggable='true']");
    if (!held) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", held.id);
    held.classList.add("is-held");
  });

  document.addEventListener("dragover", (event) => {
    const found = target(event);
    if (!found) return;
    event.preventDefault();
    marked("is-over");
    marked("is-before");
    found.phase.classList.add("is-over");
    found.before?.classList.add("is-before");
  });

  document.addEventListener("drop", (event) => {
    const found = target(event);
    if (!found) return;
    event.preventDefault();
    const fields = document.getElementById("drop").elements;
    fields.service.value = held.dataset.service;
    fields.seen.value = held.closest(".road-phase").dataset.phase;
    fields.phase.value = found.phase.dataset.phase;
    fields.before.value = found.before?.dataset.service || "";
    document.getElementById("drop").requestSubmit();
  });

  document.addEventListener("dragend", () => {
    ["is-held", "is-over", "is-before"].forEach(marked);
    held = null;
  });

  // A button that can go no further is switched off: then the keyboard stays with the card.
  let last = "";
  document.addEventListener("htmx:beforeRequest", () => { last = document.activeElement?.id || ""; });
  document.addEventListener("htmx:afterSettle", () => {
    const button = document.getElementById(last);
    const code = last.replace(/^(earlier|later|up|down)-/, "");
    if (button?.disabled) document.getElementById(`name-${code}`)?.focus();
  });
})();
