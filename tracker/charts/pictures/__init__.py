"""Series to SVG: what stands in a chart's place before scripts run, without them, and in print."""
