"""All that was said of a number, side by side, and the ruling on it."""
