"""Charts as drawings of their own, for pages and as files."""
