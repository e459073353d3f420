"""The collector of garbage looks seldom in a block, and as ever after it however it ends."""

import gc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from tracker.totals.collecting import SELDOM, collecting_seldom

USUAL = (711, 9, 8)


@pytest.fixture(autouse=True)
def _usual() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(*USUAL)
    yield
    gc.set_threshold(*before)


def test_it_looks_seldom_in_the_block_only() -> None:
    with collecting_seldom():
        assert gc.get_threshold() == SELDOM
        with collecting_seldom():
            assert gc.get_threshold() == SELDOM
        assert gc.get_threshold() == SELDOM
    assert gc.get_threshold() == USUAL


def test_it_looks_as_ever_when_the_block_fails() -> None:
    with pytest.raises(LookupError), collecting_seldom():
        raise LookupError
    assert gc.get_threshold() == USUAL


def test_blocks_that_overlap_in_threads_end_with_the_last() -> None:
    begun, may_end = Event(), Event()

    def work() -> tuple[int, int, int]:
        with collecting_seldom():
            begun.set()
            may_end.wait(10)
            return gc.get_threshold()

    with ThreadPoolExecutor(1) as threads:
        with collecting_seldom():
            running = threads.submit(work)
            assert begun.wait(10)
        may_end.set()
        assert running.result(10) == SELDOM
    assert gc.get_threshold() == USUAL
