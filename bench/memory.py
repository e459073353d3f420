"""How much memory a process has; known on Linux only."""

from __future__ import annotations

from pathlib import Path


def read_memory(process_id: int, *, peak: bool = False) -> float | None:
    """Resident memory in MB, now or at its peak; None where the system does not tell."""
    try:
        lines = Path(f"/proc/{process_id}/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    field = "VmHWM:" if peak else "VmRSS:"
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(field)), None)
