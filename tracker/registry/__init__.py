"""The registers: operation, areas, shelters, sources and people."""
