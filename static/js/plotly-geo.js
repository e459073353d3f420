/* Plotly asks its vendor for the outlines of the world, also where nothing of the world is shown. Here it finds none to ask for. */
"use strict";

window.PlotlyGeoAssets = { topojson: { world_110m: {} } };
