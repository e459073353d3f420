/* Arrow keys in the heatmap of who has reported: one stop of the Tab key for each row, from day to day within it.

   Needs <svg class="heat"> rows with links as cells, placed by the x of their <rect>; without this script every link is a
   stop of its own. What says so on the page stands in [data-heat-keys]. */
"use strict";

(() => {
  const rows = [...document.querySelectorAll("svg.heat")].map((svg) => [...svg.querySelectorAll("a")]).filter((row) => row.length);
  const placeOf = (cell) => cell.querySelector("rect").x.baseVal.value;
  const nearest = (row, cell) => row.reduce((best, each) => {
    const [far, near] = [best, each].map((one) => Math.abs(placeOf(one) - placeOf(cell)));
    return near < far ? each : best;
  });

  const stopAt = (row, cell) => row.forEach((each) => { each.setAttribute("tabindex", each === cell ? "0" : "-1"); });

  const find = (key, at, cell) => {
    const row = rows[at];
    const place = row.indexOf(cell);
    switch (key) {
      case "ArrowLeft": return row[place - 1];
      case "ArrowRight": return row[place + 1];
      case "Home": return row[0];
      case "End": return row[row.length - 1];
      case "ArrowUp": return rows[at - 1] && nearest(rows[at - 1], cell);
      case "ArrowDown": return rows[at + 1] && nearest(rows[at + 1], cell);
      default: return undefined;
    }
  };

  rows.forEach((row, at) => {
    stopAt(row, row[row.length - 1]);
    row.forEach((cell) => cell.addEventListener("keydown", (event) => {
      const next = find(event.key, at, cell);
      if (!next) return;
      event.preventDefault();
      stopAt(rows.find((each) => each.includes(next)), next);
      next.focus();
    }));
  });
  document.querySelectorAll("[data-heat-keys]").forEach((hint) => { hint.hidden = false; });
})();
