"""An operation with reports, and people who may export them."""

from collections.abc import Callable

import pytest

from tests.web.entry.conftest import (
    TODAY,
    YESTERDAY,
    Places,
    Reporter,
    coordinator,
    noon,
    places,
    registered,
    report,
    source,
)
from tests.web.strict_client import StrictClient
from tracker.domain.counts import Count, Form, Part, Sex
from tracker.domain.indicators import Indicator
from tracker.registry.people import Role

__all__ = ["coordinator", "noon", "places", "registered", "report", "source"]

PARTS = (
    Part(sex=Sex.FEMALE, age_from=0, age_to=17, value=3),
    Part(sex=Sex.MALE, age_from=0, age_to=17, value=9),
)


@pytest.fixture
def reported(report: Reporter, places: Places) -> Places:
    """Yesterday a district as a whole with its children, today a hall and what lies outside."""
    present = Count(indicator=Indicator.PRESENT, form=Form.LEVEL, value=40, parts=PARTS)
    report(places.whole, YESTERDAY, present, killed=2)
    report(places.hall, TODAY, present=12, sheltered=12, capacity=30)
    report(places.outside, TODAY, present=5)
    return places


@pytest.fixture
def official(client_of: Callable[..., StrictClient]) -> StrictClient:
    return client_of(Role.OFFICIAL, name="Ofelia")
