"""Many small objects and no cycles: work that the collector of garbage would only slow."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep the collector from looking through what the block makes, again and again.

    All is freed as ever when nothing refers to it any more; only cycles wait until the block has
    ended. It is for the whole process: of blocks that overlap in threads the first that ends puts
    the collector back, which is harmless.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
