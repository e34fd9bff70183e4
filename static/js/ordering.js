// Lists in order of importance (ol[data-ordering]): buttons and dragging write the places that the numbers hold.
(() => {
  "use strict";

  const places = (list) => [...list.querySelectorAll("input[type=number]")];

  function enhance(list) {
    if (list.dataset.ordering === "ready") return;
    list.dataset.ordering = "ready";
    for (const item of list.children) {
      item.draggable = true;
      const name = item.querySelector("label").textContent;
      for (const [sign, step, word] of [["↑", -1, list.dataset.up], ["↓", 1, list.dataset.down]]) {
        const button = Object.assign(document.createElement("button"), { type: "button", textContent: sign });
        button.className = "button button--small";
        button.dataset.step = step;
        button.setAttribute("aria-label", `${name}: ${word}`);
        item.append(button);
      }
    }
  }

  // The places from 1, as the list now stands; one change for the whole list.
  function renumber(list) {
    places(list).forEach((input, at) => { input.value = at + 1; });
    places(list)[0].dispatchEvent(new Event("change", { bubbles: true }));
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-ordering] [data-step]");
    if (!button) return;
    const item = button.closest("li");
    const up = button.dataset.step === "-1";
    const other = up ? item.previousElementSibling : item.nextElementSibling;
    if (!other) return;
    if (up) other.before(item);
    else other.after(item);
    button.focus();
    renumber(item.parentElement);
  });

  let dragged = null;
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-ordering] > li") || null;
  });
  document.addEventListener("dragover", (event) => {
    const over = dragged && event.target.closest("[data-ordering] > li");
    if (!over || over.parentElement !== dragged.parentElement) return;
    event.preventDefault();
    const box = over.getBoundingClientRect();
    if (event.clientY > box.top + box.height / 2) over.after(dragged);
    else over.before(dragged);
  });
  document.addEventListener("dragend", () => {
    if (dragged) renumber(dragged.parentElement);
    dragged = null;
  });

  const enhanceAll = () => document.querySelectorAll("[data-ordering]").forEach(enhance);
  document.addEventListener("htmx:afterSettle", enhanceAll);
  enhanceAll();
})();
