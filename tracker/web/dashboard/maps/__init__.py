"""The map, its numbers, and its files."""
