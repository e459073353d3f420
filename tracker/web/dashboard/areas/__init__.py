"""The list of areas, in one order or another."""
