"""Tables: the numbers of each chart as rows."""
