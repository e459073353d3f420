"""The read model: what units add up to, kept as changes per area, series and day."""
