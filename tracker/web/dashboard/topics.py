"""What officials look at of a place beside capacity: topics, and the way between their pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for

from tracker.domain.indicators import Indicator
from tracker.web.dashboard.extents import Extent
from tracker.web.shared.navigation import Link


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """What a page is about: its indicators, each with a panel, and the words around them.

    `trend` is the indicator whose course is drawn beside each area, `by_area` whether it is drawn
    area by area as well. `broken_down` are the indicators that are shown by sex and age.
    """

    key: str
    title: str
    indicators: tuple[Indicator, ...]
    trend: Indicator
    broken_down: tuple[Indicator, ...]
    note: str
    by_area: bool = False

    def url(self, extent: Extent, **query: Any) -> str:
        """The page about an extent."""
        if extent.place is None:
            return url_for(f"dashboard.show_operation_{self.key}", **query)
        return url_for(f"dashboard.show_{self.key}", place_id=extent.place.id, **query)


CASUALTIES = Topic(
    key="casualties",
    title="Casualties",
    indicators=(
        Indicator.KILLED,
        Indicator.INJURED,
        Indicator.HOSPITALISED,
        Indicator.MISSING,
    ),
    trend=Indicator.KILLED,
    broken_down=(
        Indicator.KILLED,
        Indicator.INJURED,
        Indicator.HOSPITALISED,
        Indicator.MISSING,
    ),
    note="Civilians. These numbers are never added to each other: whoever was taken to hospital is "
    "among the injured, and the missing are not among the killed.",
)
DISPLACED = Topic(
    key="displaced",
    title="Displaced people",
    indicators=(
        Indicator.PRESENT,
        Indicator.ARRIVALS,
        Indicator.DEPARTURES,
        Indicator.EVACUATED,
    ),
    trend=Indicator.PRESENT,
    broken_down=(
        Indicator.PRESENT,
        Indicator.SHELTERED,
        Indicator.ARRIVALS,
        Indicator.DEPARTURES,
        Indicator.EVACUATED,
    ),
    by_area=True,
    note="Present is a level at the end of the day, the others are totals so far. Gap: people "
    "present as reported, less as reckoned from arrivals and departures.",
)
TOPICS = (DISPLACED, CASUALTIES)


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaPage:
    """A page that the operation and areas have, and units have not."""

    key: str
    title: str

    def url(self, extent: Extent, **query: Any) -> str:
        """The page about an extent."""
        if extent.place is None:
            return url_for(f"dashboard.show_operation_{self.key}", **query)
        return url_for(f"dashboard.show_{self.key}", place_id=extent.place.id, **query)


MAP = AreaPage(key="map", title="Map")
COMPLETENESS = AreaPage(key="completeness", title="Who has reported")
AREA_PAGES = (MAP, COMPLETENESS)


def list_topics(
    extent: Extent, current: Topic | AreaPage | None, *, on_overview: bool = False
) -> tuple[Link, ...]:
    """The pages about an extent: of the operation the overview first, then capacity, the topics.

    Then the pages that areas have.
    """
    overview = Link(label="Overview", url=url_for("dashboard.overview"), current=on_overview)
    pages = (*TOPICS, *(() if extent.is_unit else AREA_PAGES))
    return (
        *((overview,) if extent.place is None else ()),
        Link(label="Capacity", url=extent.url(), current=current is None and not on_overview),
        *(Link(label=page.title, url=page.url(extent), current=page is current) for page in pages),
    )
