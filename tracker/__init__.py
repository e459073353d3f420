"""The evacuation and displacement tracker: daily counts in, capacity against arrivals out."""
