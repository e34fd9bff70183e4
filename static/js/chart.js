// Draws every <figure data-chart="id of its JSON"> with Vega-Lite, without eval and without inline styles.
(() => {
  "use strict";

  const LOCALES = {
    nl: {
      number: { decimal: ",", thousands: ".", grouping: [3], currency: ["€ ", ""], percent: " %", minus: "−" },
      time: {
        dateTime: "%a %e %B %Y %X", date: "%d/%m/%Y", time: "%H:%M:%S", periods: ["", ""],
        days: ["zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"],
        shortDays: ["zo", "ma", "di", "wo", "do", "vr", "za"],
        months: [
          "januari", "februari", "maart", "april", "mei", "juni",
          "juli", "augustus", "september", "oktober", "november", "december",
        ],
        shortMonths: ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"],
      },
    },
    en: {
      number: { decimal: ".", thousands: ",", grouping: [3], currency: ["€", ""], minus: "−" },
      time: {
        dateTime: "%a %e %B %Y %X", date: "%d/%m/%Y", time: "%H:%M:%S", periods: ["AM", "PM"],
        days: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
        shortDays: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
        months: [
          "January", "February", "March", "April", "May", "June",
          "July", "August", "September", "October", "November", "December",
        ],
        shortMonths: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
      },
    },
  };

  const charts = new Map(); // figure → what it drew, to be finalised when the figure leaves the page

  function options() {
    const locale = LOCALES[document.documentElement.lang.slice(0, 2)] || LOCALES.nl;
    return {
      actions: false,
      ast: true,
      defaultStyle: false,
      formatLocale: locale.number,
      renderer: "svg",
      timeFormatLocale: locale.time,
      tooltip,
    };
  }

  async function draw(figure) {
    if (charts.has(figure)) return;
    charts.set(figure, null);
    const canvas = figure.querySelector(".chart-canvas");
    const spec = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
    if (spec.height === "container") canvas.dataset.fluid = "";
    try {
      // Vega names the element it draws in; the canvas around it keeps its own role and name.
      const mount = canvas.appendChild(document.createElement("div"));
      const result = await window.vegaEmbed(mount, spec, options());
      charts.set(figure, result);
      ready(figure, canvas, result.view);
    } catch (error) {
      console.warn("chart", figure.id, error);
      figure.dataset.failed = "";
      canvas.remove();
    }
  }

  function ready(figure, canvas, view) {
    figure.dataset.drawn = "";
    for (const button of figure.querySelectorAll("[data-chart-download]")) {
      button.hidden = false;
      button.addEventListener("click", () => download(view, button.dataset.chartDownload, figure.id));
    }
    // Vega follows the window only; a chart in a folded part of the page gets its width when that opens.
    let width = canvas.clientWidth;
    new ResizeObserver(() => {
      if (canvas.clientWidth === width) return;
      width = canvas.clientWidth;
      dispatchEvent(new Event("resize"));
    }).observe(canvas);
  }

  async function download(view, format, name) {
    const link = document.createElement("a");
    link.href = await view.toImageURL(format, 2);
    link.download = `${name}.${format}`;
    link.click();
  }

  // ---- tooltip: one box for all charts, text only ----
  let tip;

  function tooltip(handler, event, item, value) {
    if (value === null || value === undefined || value === "") {
      if (tip) tip.hidden = true;
      return;
    }
    tip ??= document.body.appendChild(Object.assign(document.createElement("div"), { className: "chart-tip" }));
    tip.replaceChildren(...tipContent(value));
    tip.hidden = false;
    place(event.pageX, event.pageY, event.clientX, event.clientY);
  }

  function tipContent(value) {
    if (typeof value !== "object") return [document.createTextNode(String(value))];
    const { title, ...rows } = value;
    const list = document.createElement("dl");
    for (const [key, text] of Object.entries(rows)) list.append(element("dt", key), element("dd", text));
    return title === undefined ? [list] : [element("strong", title), list];
  }

  function element(name, text) {
    return Object.assign(document.createElement(name), { textContent: text });
  }

  function place(pageX, pageY, clientX, clientY) {
    const right = clientX + tip.offsetWidth + 24 > document.documentElement.clientWidth;
    const below = clientY + tip.offsetHeight + 24 > document.documentElement.clientHeight;
    tip.style.left = `${Math.max(8, right ? pageX - tip.offsetWidth - 12 : pageX + 14)}px`;
    tip.style.top = `${Math.max(8, below ? pageY - tip.offsetHeight - 12 : pageY + 14)}px`;
  }

  // ---- life ----
  function drawAll() {
    for (const [figure, result] of charts) {
      if (figure.isConnected) continue;
      result?.finalize();
      charts.delete(figure);
      if (tip) tip.hidden = true;
    }
    document.querySelectorAll("[data-chart]").forEach(draw);
  }

  document.addEventListener("htmx:afterSettle", drawAll);
  drawAll();
})();
