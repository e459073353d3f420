"""Figures: series drawn as plain dictionaries in Plotly's form."""
