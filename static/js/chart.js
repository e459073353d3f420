/* Draws the page's charts from figures that stand in it as JSON. Needs, in this order:

   <style id="plotly.js-style-global" nonce="…"></style>
   <style id="9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53" nonce="…"></style>

   Both empty: Plotly fills them; missing ones it makes without a nonce, which a strict policy reports. Then:

   <div class="chart__plot" id="capacity" role="group" aria-label="…"><svg>…</svg></div>   (a picture until then)
   <script type="application/json" data-chart="capacity">{figure}</script>
   <button type="button" data-chart-picture="capacity">Save</button>   (in an element that is hidden without a script)
   <script src="…plotly.min.js" defer></script> <script src="…chart.js" defer></script>

   A figure holds data, layout, config, and looks: for "dark" and "print" the colour that replaces each of its own.
   Points lead to the address in the customdata of their day. Plotly moves nothing on its own. */
"use strict";

(() => {
  const narrow = window.matchMedia("(max-width: 39.99rem)");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const touch = window.matchMedia("(hover: none)");

  /* The figure in a look, with less beside the plot where there is no room for it. */
  const read = (text, look, { wide = !narrow.matches } = {}) => {
    const colours = JSON.parse(text).looks[look] || {};
    const figure = JSON.parse(text, (_, value) => (Object.hasOwn(colours, value) ? colours[value] : value));
    /* A figure without a legend is laid out in parts of the width, however narrow. */
    if (!wide && figure.layout.legend) {
      const { layout } = figure;
      layout.annotations = layout.annotations.filter((note) => note.name !== "wide");
      layout.margin = { ...layout.margin, l: 42, r: 6 };
      layout.xaxis.nticks = 4;
      /* Of few days each is named: on a narrow screen some of them. */
      layout.xaxis.tickvals = layout.xaxis.tickvals?.filter((_, at, all) => at % Math.ceil(all.length / 4) === 0);
      Object.assign(layout.legend, { x: -0.14, entrywidth: 84 });
      layout.legend.font.size = layout.hoverlabel.font.size = 11;
    }
    return figure;
  };

  const DAY = { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" };

  const dayOf = (points) => points.find((point) => typeof point.customdata === "string");

  const plain = (html) => {
    const lines = html.replaceAll("<br />", " ").replaceAll("<br>", ". ");
    return new DOMParser().parseFromString(lines, "text/html").body.textContent;
  };

  const listen = (div, status) => {
    let shown;
    let tapped;
    div.on("plotly_hover", ({ points }) => { shown = dayOf(points) || shown; });
    div.on("plotly_click", ({ points }) => {
      const day = dayOf(points);
      if (!day) return;
      /* On a touch screen the first tap shows the numbers, the second opens the reports. */
      if (touch.matches && tapped !== day.customdata) tapped = day.customdata;
      else window.location.assign(day.customdata);
    });
    const dated = div.data.find((trace) => trace.customdata);
    if (!dated) return;
    const { customdata, text, x0, dx } = dated;
    div.addEventListener("keydown", (event) => {
      /* The coming days have texts as well, but no page. */
      const last = customdata.filter(Boolean).length - 1;
      const at = shown ? shown.pointNumber : last + 1;
      const next = { ArrowLeft: Math.max(0, at - 1), ArrowRight: Math.min(text.length - 1, at + 1), Home: 0, End: last }[event.key];
      if (next !== undefined) {
        event.preventDefault();
        const xval = Date.parse(x0) + next * dx;
        window.Plotly.Fx.hover(div, { xval }, ["xy"]);
        shown = { pointNumber: next, customdata: customdata[next] };
        status.textContent = `${new Date(xval).toLocaleDateString("en-GB", DAY)}. ${plain(text[next])}`;
      } else if (event.key === "Enter" && shown?.customdata) {
        window.location.assign(shown.customdata);
      } else if (event.key === "Escape") {
        window.Plotly.Fx.unhover(div);
      }
    });
    div.tabIndex = 0;
  };

  const start = (source) => {
    const div = document.getElementById(source.dataset.chart);
    const status = document.createElement("p");
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    const figure = source.textContent;
    const draw = (look = dark.matches ? "dark" : "light") => {
      const { data, layout, config } = read(figure, look);
      return window.Plotly.react(div, data, layout, config);
    };
    /* The figure comes in the picture's place at its height, so that nothing below moves. */
    div.style.minBlockSize = `${div.offsetHeight}px`;
    div.replaceChildren();
    draw().then(() => {
      div.after(status);
      listen(div, status);
    });
    [narrow, dark].forEach((query) => query.addEventListener("change", () => draw()));
    const parts = div.getElementsByClassName("main-svg");
    /* What the screen shows shrinks on paper. */
    window.addEventListener("beforeprint", () => {
      draw("print");
      const { offsetWidth: wide, offsetHeight: high } = div;
      for (const svg of parts) svg.setAttribute("viewBox", `0 0 ${wide} ${high}`);
      div.style.aspectRatio = wide / high;
    });
    window.addEventListener("afterprint", () => {
      for (const svg of parts) svg.removeAttribute("viewBox");
      div.style.aspectRatio = "auto";
      draw();
    });
    document.querySelectorAll(`[data-chart-picture="${div.id}"]`).forEach((button) => {
      button.parentElement.hidden = false;
      button.addEventListener("click", () => {
        const drawn = read(figure, "print", { wide: true });
        window.Plotly.downloadImage(drawn, drawn.config.toImageButtonOptions);
      });
    });
  };

  document.querySelectorAll("script[data-chart]").forEach(start);
})();
