"""Tables and engines; used only by recording, registry and totals."""
