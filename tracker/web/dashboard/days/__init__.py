"""The reports behind a number of a day."""
