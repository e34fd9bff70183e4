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

  const charts = new Map(); // figure → its canvas, view and watcher

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

  // A chart is drawn once it has a width, also when a folded part of the page opens, and follows that width.
  function watch(figure) {
    if (charts.has(figure)) return;
    const chart = { canvas: figure.querySelector(".chart-canvas"), width: 0, timer: 0, view: null };
    chart.observer = new ResizeObserver(() => {
      clearTimeout(chart.timer);
      chart.timer = setTimeout(() => follow(figure, chart), chart.view ? 150 : 0);
    });
    chart.observer.observe(chart.canvas);
    charts.set(figure, chart);
    for (const button of figure.querySelectorAll("[data-chart-download]")) {
      button.addEventListener("click", () => download(chart.view, button.dataset.chartDownload, figure.id));
    }
  }

  async function follow(figure, chart) {
    const width = chart.canvas.clientWidth;
    if (!width || width === chart.width) return;
    chart.width = width;
    try {
      chart.view ??= await draw(figure, chart.canvas);
      await fit(chart);
      figure.dataset.drawn = "";
    } catch (error) {
      console.warn("chart", figure.id, error);
      stop(chart);
      chart.canvas.remove();
      figure.dataset.failed = "";
    }
  }

  async function draw(figure, canvas) {
    const spec = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
    if (spec.width === "container") Object.assign(spec, { width: canvas.clientWidth, autosize: "pad" });
    await document.fonts.ready; // labels are measured
    const mount = canvas.appendChild(document.createElement("div")); // Vega names it; the canvas keeps its own name
    const { view } = await window.vegaEmbed(mount, spec, options());
    for (const button of figure.querySelectorAll("[data-chart-download]")) button.hidden = false;
    return view;
  }

  // What axes and legends take is known once they are drawn, and may change with the width: a second step settles it.
  // A legend or note that stays too wide is scaled with the whole by the style sheet.
  // (Vega's own "fit" repeats until nothing changes; where the height follows the width, that can be for ever.)
  async function fit({ canvas, view, width }) {
    const overflow = () => canvas.querySelector("svg").width.baseVal.value - width;
    await view.width(width).runAsync();
    for (let step = 0; step < 2 && overflow() >= 1; step += 1) {
      const [over, before] = [overflow(), view.width()];
      await view.width(Math.max(width / 3, before - over)).runAsync();
      const helped = Math.max(0, over - overflow());
      if (helped < over - 2) await view.width(before - helped).runAsync();
    }
  }

  function stop(chart) {
    clearTimeout(chart.timer);
    chart.observer.disconnect();
    chart.view?.finalize();
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
  function watchAll() {
    for (const [figure, chart] of charts) {
      if (figure.isConnected) continue;
      stop(chart);
      charts.delete(figure);
      if (tip) tip.hidden = true;
    }
    document.querySelectorAll("[data-chart]").forEach(watch);
  }

  document.addEventListener("htmx:afterSettle", watchAll);
  watchAll();
})();
