// A card that is open as a form stays as it is while the board around it is renewed.
(() => {
  "use strict";

  let open = [];
  let focus = null;

  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (detail.target.id !== "board" || !detail.shouldSwap) return;
    open = [...detail.target.querySelectorAll(".board-row:has(form[data-guard])")].map((row) => ({
      row,
      column: row.closest(".board-column").getAttribute("aria-labelledby"),
    }));
    focus = open.some(({ row }) => row.contains(document.activeElement)) ? document.activeElement : null;
  });

  document.addEventListener("htmx:afterSwap", () => {
    for (const { row, column } of open) {
      const fresh = document.getElementById(row.id);
      if (fresh) fresh.replaceWith(row);
      else place(column).prepend(row); // deleted, or hidden by a filter: what is written stays
      window.htmx.process(row);
    }
    focus?.focus({ preventScroll: true });
    open = [];
    focus = null;
  });

  const place = (column) =>
    document.querySelector(`[aria-labelledby="${column}"] .board-rows`) ?? document.getElementById("board");
})();
