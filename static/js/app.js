// Small help around plain pages: nothing here is needed to do the work.
(() => {
  "use strict";

  const announcer = () => document.getElementById("announcer");

  function announce(text) {
    announcer().textContent = "";
    setTimeout(() => { announcer().textContent = text; }, 100);
  }

  // After a swap: say what came, and when the place of the keyboard was replaced, put it where the answer is.
  let held = false;
  document.addEventListener("htmx:beforeSwap", (event) => {
    held = event.detail.target.contains(document.activeElement);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    const target = document.getElementById(event.detail.target?.id) || event.detail.elt;
    const count = target.querySelector("[data-announce]");
    if (count) announce(count.textContent.trim());
    target.querySelectorAll("input[type=range]").forEach(showValue);
    const focus = target.querySelector("[autofocus], .field--error :is(input, select, textarea)");
    if (focus) focus.focus();
    else if (held && document.activeElement === document.body) {
      target.tabIndex = -1;
      target.focus({ preventScroll: true });
    }
  });

  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, ({ detail }) => {
      const gone = detail.xhr?.status === 404 && detail.elt.matches?.("form[data-guard]");
      if (gone) showError(announcer().dataset.gone, detail.elt, detail.elt.dataset.history);
      else showError(announcer().dataset.error);
    });
  }

  // At the top of the page, or in the form whose row is gone, with the way to what was there.
  function showError(text, place = document.getElementById("main"), history = "") {
    let box = document.getElementById("request-error");
    if (!box) {
      box = document.createElement("p");
      box.id = "request-error";
      box.className = "message message--error";
      box.setAttribute("role", "alert");
    }
    place.prepend(box);
    box.textContent = text;
    if (!history) return;
    const link = Object.assign(document.createElement("a"), { href: history, textContent: announcer().dataset.history });
    box.append(" ", link);
  }

  document.addEventListener("htmx:beforeRequest", () => document.getElementById("request-error")?.remove());

  // A slider shows its value in the <output> of its label.
  function showValue(slider) {
    const output = document.querySelector(`output[for="${CSS.escape(slider.id)}"]`);
    if (output) output.textContent = slider.valueAsNumber.toLocaleString(document.documentElement.lang);
  }
  document.querySelectorAll("input[type=range]").forEach(showValue);
  document.addEventListener("input", (event) => {
    if (event.target.type === "range") showValue(event.target);
  });

  // A link to a folded table unfolds it.
  function unfold() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target?.matches("details")) target.open = true;
  }
  addEventListener("hashchange", unfold);
  unfold();

  // <button data-copy="text"> copies and says so.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    announce(announcer().dataset.copied);
  });

  // <form data-guard> warns before its changes are left behind.
  const changed = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-guard]");
    if (form) changed.add(form);
  });
  document.addEventListener("submit", (event) => changed.delete(event.target));
  addEventListener("beforeunload", (event) => {
    if ([...changed].some((form) => form.isConnected)) event.preventDefault();
  });

  // The menu of small screens closes with Escape, as a menu does.
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector(".menu[open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
})();
