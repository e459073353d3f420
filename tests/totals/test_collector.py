"""The collector of garbage stands still in a block, and goes on after it however it ends."""

import gc

import pytest

from tracker.totals.known.collector import without_collector


def test_it_stands_still_in_the_block_only() -> None:
    with without_collector():
        assert not gc.isenabled()
        with without_collector():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_goes_on_when_the_block_fails() -> None:
    with pytest.raises(LookupError), without_collector():
        raise LookupError
    assert gc.isenabled()


def test_it_stays_off_where_it_was_off() -> None:
    gc.disable()
    try:
        with without_collector():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
