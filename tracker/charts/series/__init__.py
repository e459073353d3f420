"""Series: daily totals turned into points with their doubts, before anything is drawn."""
