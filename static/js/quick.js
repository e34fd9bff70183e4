// <form data-quick="#part"> with a field "text": line after line, sent in their order while the next is being typed.
// Until the server answers the field is free; what it refuses comes back in front of what was typed since.
(() => {
  "use strict";

  let queue = Promise.resolve();
  let status = 0;
  const quick = () => document.querySelector("form[data-quick]");

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-quick]") || event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    const values = Object.fromEntries(new FormData(form));
    form.elements.text.value = "";
    queue = queue.then(() => send(values));
  });

  async function send(values) {
    const form = quick();
    const url = new URL(form.action);
    url.search = location.search; // as the page is filtered or looked at now
    const part = form.dataset.quick; // also its source: the form itself is empty by now, and htmx would refuse it
    status = 0;
    try {
      await window.htmx.ajax("POST", url.href, { source: part, target: part, swap: "outerHTML", values });
    } catch {
      status = 0; // the page says that nothing answered
    }
    if (status < 200 || status >= 400) putBack(values.text);
  }

  document.addEventListener("htmx:afterRequest", (event) => { status = event.detail.xhr.status; });

  function putBack(text) {
    const field = quick().elements.text;
    field.value = [text, field.value].filter(Boolean).join(" ");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
})();
