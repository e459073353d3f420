"""Who has reported, and whom to ask."""
