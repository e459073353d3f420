"""Charts as pure functions: numbers to series, series to figures, tables and sentences."""
