"""Many small objects and no cycles: work that the collector of garbage would mostly slow."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

SELDOM = (200_000, 20, 100)
"""How many objects more there must be before it looks through the youngest; see `gc`."""


@dataclass(slots=True)
class _Blocks:
    """How many blocks are at work, in any thread, and what held before the first of them."""

    lock: Lock = field(default_factory=Lock)
    count: int = 0
    usual: tuple[int, int, int] = (0, 0, 0)

    def enter(self) -> None:
        with self.lock:
            if self.count == 0:
                self.usual = gc.get_threshold()
                gc.set_threshold(*SELDOM)
            self.count += 1

    def leave(self) -> None:
        with self.lock:
            self.count -= 1
            if self.count == 0:
                gc.set_threshold(*self.usual)


_BLOCKS = _Blocks()


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Let the collector look seldom through what the block makes, instead of again and again.

    All is freed as ever when nothing refers to it any more; cycles wait a little longer. It holds
    for the whole process until the last of the blocks that overlap in threads has ended.
    """
    _BLOCKS.enter()
    try:
        yield
    finally:
        _BLOCKS.leave()
