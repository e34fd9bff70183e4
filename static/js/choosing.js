// Tick boxes with a search (components/choosing.html): without it the groups fold and unfold by themselves.
(() => {
  "use strict";

  const plain = (text) => text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();

  function search(box) {
    const words = plain(box.querySelector("[data-choosing-search]").value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const group of box.querySelectorAll("details")) {
      let hits = 0;
      for (const label of group.querySelectorAll("label")) {
        const text = plain(label.textContent);
        label.hidden = !words.every((word) => text.includes(word));
        if (!label.hidden) hits += 1;
      }
      group.hidden = hits === 0;
      group.open = words.length ? hits > 0 : group.hasAttribute("data-choosing-open");
      found += hits;
    }
    box.querySelector("[data-choosing-none]").hidden = found > 0;
  }

  document.addEventListener("input", (event) => {
    const box = event.target.closest("[data-choosing]");
    if (box && event.target.matches("[data-choosing-search]")) search(box);
  });

  document.addEventListener("change", (event) => {
    const box = event.target.closest("[data-choosing]");
    if (box) box.querySelector("output").textContent = box.querySelectorAll("input:checked").length;
  });

  // Enter in the search looks, it does not send the form.
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("[data-choosing-search]")) event.preventDefault();
  });
})();
