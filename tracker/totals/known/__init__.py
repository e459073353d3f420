"""What the totals said at an earlier moment, from what had been recorded until then."""
