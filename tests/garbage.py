"""The collector of garbage, told what is none: all that was gathered before the first test.

Thousands of gathered tests and their modules stay to the end. Left alone, the collector would look
through them again and again, and find nothing.
"""

import gc

import pytest

BETWEEN_LOOKS = 20_000
"""New objects between two looks at the young ones: nearly thirty times as many as Python allows."""

gc.set_threshold(BETWEEN_LOOKS, 50, 50)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Set aside what was gathered."""
    gc.collect()
    gc.freeze()
