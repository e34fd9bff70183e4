// The map of a question: follows what others draw, looks around without a new page, and draws by keyboard.
(() => {
  "use strict";

  const EVERY = 2500;
  const SLOWEST = 60000;
  const KEYS = { "+": "pro", "-": "risk", "−": "risk", "~": "ambiguous", "±": "ambiguous", o: "option" };
  const map = () => document.getElementById("map");
  let pause = EVERY;
  let timer;

  // What stands in the fields, which parts are unfolded and where the keyboard is, to go on after a swap.
  function state(part) {
    const active = part.contains(document.activeElement) ? document.activeElement : null;
    return {
      focus: active?.id,
      caret: active?.selectionStart,
      fields: [...part.querySelectorAll("form [id][name]")].map((field) => [field.id, field.value, field.checked]),
      open: [...part.querySelectorAll("details[open][id]")].map((each) => each.id),
      scroll: part.querySelector(".map-scroll")?.scrollLeft,
    };
  }

  // With ``fields`` as they all stood, else the words alone: where they go is what was just chosen.
  function restore(part, was, fields) {
    for (const id of was.open) part.querySelector(`#${CSS.escape(id)}`)?.setAttribute("open", "");
    const scroll = part.querySelector(".map-scroll");
    if (scroll) scroll.scrollLeft = was.scroll;
    for (const [id, value, checked] of was.fields) {
      const field = document.getElementById(id);
      if (!field || (!fields && id !== "draw-text")) continue;
      if (field.type === "radio") field.checked = checked;
      else if (field.tagName !== "SELECT" || [...field.options].some((option) => option.value === value)) field.value = value;
    }
    const focus = was.focus && document.getElementById(was.focus);
    if (!focus) return;
    focus.focus({ preventScroll: true });
    if (typeof was.caret === "number") focus.setSelectionRange(was.caret, was.caret);
  }

  function put(html, fields) {
    const old = map();
    const was = state(old);
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const fresh = holder.content.querySelector("#map");
    if (!fresh) return;
    old.replaceWith(fresh);
    window.htmx?.process(fresh);
    restore(fresh, was, fields);
    const finding = holder.content.querySelector("#map-finding");
    if (finding) document.getElementById("map-finding")?.replaceChildren(...finding.childNodes);
  }

  // What htmx puts in place, after adding, linking or undoing, leaves what is typed meanwhile as well.
  let swapped = null;
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    swapped = detail.target.id === "map" && detail.shouldSwap ? state(detail.target) : null;
  });
  document.addEventListener("htmx:afterSwap", () => {
    if (swapped) restore(map(), swapped, true);
    swapped = null;
  });

  const ask = (url, headers) =>
    fetch(url, { headers: { "HX-Request": "true", ...headers }, credentials: "same-origin", cache: "no-store" });

  async function follow() {
    const here = map();
    if (!here || document.hidden || sending()) return;
    try {
      const response = await ask(here.dataset.url, { "If-None-Match": `"${here.dataset.tag}"` });
      const there = (response.ok && !response.redirected) || response.status === 304;
      pause = there ? EVERY : SLOWEST;
      lost(there ? "" : response.status < 500 ? "gone" : "silent");
      if (here !== map() || !there) return;
      if (response.status === 304) here.dataset.tag = response.headers.get("ETag").replaceAll('"', "");
      else if (response.ok) {
        const html = await response.text();
        if (here !== map() || sending()) return;
        put(html, true);
        document.getElementById("announcer").textContent = map().dataset.changed;
      }
    } catch {
      pause = Math.min(pause * 2, SLOWEST);
      lost("silent");
    }
  }

  const sending = () => document.querySelector("#map.htmx-request, #map .htmx-request");

  function lost(how) {
    for (const each of document.querySelectorAll("[data-lost]")) each.hidden = each.dataset.lost !== how;
  }

  function wait() {
    clearTimeout(timer);
    timer = setTimeout(async () => { await follow(); wait(); }, pause);
  }

  async function look(url) {
    const response = await ask(url, {}).catch(() => null);
    if (response?.ok && !response.redirected) {
      put(await response.text(), false);
      lost("");
      return true;
    }
    lost(response && response.status < 500 ? "gone" : "silent"); // a new page would lose what is typed
    return false;
  }

  document.addEventListener("click", async (event) => {
    const link = event.target.closest?.("#map a[data-look]");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const url = new URL(link.getAttribute("href"), location.href).href;
    if (await look(url)) history.pushState({}, "", url);
  });
  addEventListener("popstate", () => {
    if (location.pathname + location.search !== map().dataset.url) look(location.href);
  });
  // An entry of htmx would be loaded anew when somebody goes back to it, without what is typed.
  document.addEventListener("htmx:replacedInHistory", () => history.replaceState({}, "", location.href));

  // On a box: + - ~ o choose it as the place and what is added, and go to the text.
  document.addEventListener("keydown", (event) => {
    const box = event.target.closest?.("#map a[data-node]");
    const what = KEYS[event.key];
    const text = document.getElementById("draw-text");
    if (!box || !what || !text || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    document.getElementById("draw-at").value = box.dataset.node;
    document.querySelector(`#draw [name=what][value=${what}]`).checked = true;
    text.focus();
  });

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) clearTimeout(timer);
    else follow().then(wait);
  });
  wait();
})();
