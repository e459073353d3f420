"""Casualties and displaced people: running totals, what was new, and where."""
