"""Documents for print: PDF files set from plain values."""
