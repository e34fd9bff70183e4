// Cards that are dragged to another place in their list. The buttons of each do the same without this file: its form
// takes "<number> before|after <number>" in the field "move".
(() => {
  "use strict";

  let held = null;

  const rows = (list) => [...list.children].filter((row) => row.dataset.argument);

  document.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-drag]");
    const row = handle?.closest("[data-reorder] > [data-argument]");
    if (!row || event.button !== 0) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    held = { row, list: row.parentElement, next: row.nextElementSibling, pointer: event.pointerId };
    row.classList.add("is-dragged");
  });

  document.addEventListener("pointermove", (event) => {
    if (event.pointerId !== held?.pointer) return;
    const other = rows(held.list).find((row) => row !== held.row && within(row, event.clientY));
    if (!other) return;
    const box = other.getBoundingClientRect();
    const below = event.clientY > box.top + box.height / 2;
    held.list.insertBefore(held.row, below ? other.nextElementSibling : other);
  });

  function within(row, y) {
    const box = row.getBoundingClientRect();
    return y >= box.top && y <= box.bottom;
  }

  document.addEventListener("pointerup", (event) => {
    if (event.pointerId !== held?.pointer) return;
    const { row, list, next } = release();
    if (row.nextElementSibling !== next) save(row, list);
  });

  document.addEventListener("pointercancel", (event) => {
    if (event.pointerId === held?.pointer) putBack();
  });
  document.addEventListener("keydown", (event) => {
    if (held && event.key === "Escape") putBack();
  });

  function putBack() {
    const { row, list, next } = release();
    list.insertBefore(row, next);
  }

  function release() {
    const last = held;
    held = null;
    last.row.classList.remove("is-dragged");
    return last;
  }

  // By a button of its form, so that the browser and htmx send it as if somebody had pressed it.
  function save(row, list) {
    const among = rows(list);
    const at = among.indexOf(row);
    const [side, other] = at ? ["after", among[at - 1]] : ["before", among[1]];
    const button = document.createElement("button");
    Object.assign(button, { name: "move", hidden: true });
    button.value = `${row.dataset.argument} ${side} ${other.dataset.argument}`;
    row.querySelector("form").append(button);
    button.click();
  }
})();
