"""The write side: append revisions and decisions, and what was kept of each report."""
