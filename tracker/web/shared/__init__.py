"""What all pages share: access marks, forms, messages, formats, the unit of work, error pages."""
