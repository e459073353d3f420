/* Draws the page's map from a figure that stands in it as JSON. Needs what chart.js needs, with data-map for data-chart, and
   plotly-geo.js before Plotly.

   A figure holds data, layout, config, looks (see chart.js), and "labels": what its trace "labels" has in pages of each
   class of widths, as the style sheet parts them. Its traces "areas", "missing" and "shelters" lead to the addresses in
   their customdata; "cursor" goes around what the arrow keys have chosen. */
"use strict";

(() => {
  const narrow = window.matchMedia("(max-width: 39.99rem)");
  const middle = window.matchMedia("(min-width: 40rem) and (max-width: 63.99rem)");
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const touch = window.matchMedia("(hover: none)");

  const named = (data, name) => data.find((trace) => trace.name === name);

  const findRoom = () => (narrow.matches ? "narrow" : middle.matches ? "middle" : "wide");

  const read = (text, look, room = findRoom()) => {
    const colours = JSON.parse(text).looks[look] || {};
    const figure = JSON.parse(text, (_, value) => (Object.hasOwn(colours, value) ? colours[value] : value));
    Object.assign(named(figure.data, "labels"), figure.labels[room]);
    if (room === "narrow") {
      const shelters = named(figure.data, "shelters");
      if (shelters) shelters.marker.size = 8;
      figure.config.displayModeBar = false;
    }
    return figure;
  };

  const plain = (html) => {
    const lines = html.replaceAll("<br>", ". ");
    return new DOMParser().parseFromString(lines, "text/html").body.textContent;
  };

  /* What the arrow keys go through, in the order of the figure: the most urgent first, then what has no number. */
  const listTargets = (data) => ["areas", "missing"].flatMap((name) => {
    const { geojson, text, customdata } = named(data, name);
    return geojson.features.map((feature, at) => ({ text: text[at], url: customdata[at], rings: feature.geometry.coordinates.flat() }));
  });

  const listen = (div, status, targets) => {
    let at = -1;
    let tapped;
    div.on("plotly_click", ({ points }) => {
      const { customdata } = points[0];
      if (!customdata) return;
      /* On a touch screen the first tap shows the numbers, the second opens the page. */
      if (touch.matches && tapped !== customdata) tapped = customdata;
      else window.location.assign(customdata);
    });
    const outline = (rings) => {
      const cursor = div.data.findIndex((trace) => trace.name === "cursor");
      const line = rings.flatMap((ring) => [...ring, [null, null]]);
      window.Plotly.restyle(div, { lon: [line.map((each) => each[0])], lat: [line.map((each) => each[1])] }, [cursor]);
    };
    div.addEventListener("keydown", (event) => {
      const last = targets.length - 1;
      const next = {
        ArrowLeft: at < 0 ? last : Math.max(0, at - 1),
        ArrowUp: at < 0 ? last : Math.max(0, at - 1),
        ArrowRight: Math.min(last, at + 1),
        ArrowDown: Math.min(last, at + 1),
        Home: 0,
        End: last,
      }[event.key];
      if (next !== undefined) {
        event.preventDefault();
        at = next;
        outline(targets[at].rings);
        status.textContent = plain(targets[at].text);
      } else if (event.key === "Enter" && at >= 0) {
        window.location.assign(targets[at].url);
      } else if (event.key === "Escape") {
        at = -1;
        outline([]);
      }
    });
    div.tabIndex = 0;
  };

  const start = (source) => {
    const div = document.getElementById(source.dataset.map);
    const status = document.createElement("p");
    status.className = "map__status quiet";
    status.setAttribute("role", "status");
    status.textContent = "By keyboard: arrow keys go from area to area, the most urgent first; Enter opens its page.";
    const text = source.textContent;
    const draw = (look) => {
      const { data, layout, config } = read(text, look || (dark.matches ? "dark" : "light"));
      return window.Plotly.react(div, data, layout, config);
    };
    /* The hatching of the picture is used by the map that takes its place. */
    const hatch = div.querySelector("svg").cloneNode(false);
    hatch.replaceChildren(div.querySelector("defs"));
    hatch.querySelector("pattern").setAttribute("patternTransform", "rotate(45) scale(.5)");
    hatch.setAttribute("class", "visually-hidden");
    ["role", "aria-label"].forEach((name) => hatch.removeAttribute(name));
    hatch.setAttribute("aria-hidden", "true");
    div.after(hatch);
    div.replaceChildren();
    draw().then(() => {
      div.after(status);
      listen(div, status, listTargets(JSON.parse(text).data));
    });
    [narrow, middle, dark].forEach((query) => query.addEventListener("change", () => draw()));
    window.addEventListener("beforeprint", () => draw("print"));
    window.addEventListener("afterprint", () => draw());
    document.querySelectorAll(`[data-chart-picture="${div.id}"]`).forEach((button) => {
      button.parentElement.hidden = false;
      button.addEventListener("click", () => {
        const figure = read(text, "print", "wide");
        window.Plotly.downloadImage(figure, figure.config.toImageButtonOptions);
      });
    });
  };

  document.querySelectorAll("script[data-map]").forEach(start);
})();
