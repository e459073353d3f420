"""The processor time that a process has used, as the system counts it."""

from __future__ import annotations

import os
from pathlib import Path


def read_work(process_id: int) -> float | None:
    """Seconds in the process and in the kernel for it; None where the system does not tell."""
    try:
        status = Path(f"/proc/{process_id}/stat").read_text(encoding="ascii")
    except OSError:
        return None
    # The name of the program stands in brackets and may hold anything.
    user, system = status.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
