"""The districts of a situation report as rows of words, each with the marks of its numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from flask import url_for

from tracker.charts.free import phrase_free_whole
from tracker.charts.marks import Mark
from tracker.charts.series.levels import LevelPoint
from tracker.charts.wording import phrase_level
from tracker.domain.indicators import Indicator
from tracker.web.dashboard.preferences import Preferred
from tracker.web.dashboard.short_marks import SIGNS, shorten
from tracker.web.dashboard.summaries import PlaceSummary
from tracker.web.shared.formats import day as say_day
from tracker.web.situation.paper import AreaRow

AREA_HEADS = ("Usable places", "Sheltered", "Free", "Present", "Units reported", "Last report")


def list_area_rows(areas: Sequence[PlaceSummary], preferred: Preferred) -> tuple[AreaRow, ...]:
    """A row for each district, with its region where there are several.

    `preferred` says how many numbers of each reviewers preferred.
    """
    many = len({area.parent for area in areas}) > 1
    return tuple(
        _make_row(area, area.parent if many else None, preferred.get(area.place_id, {}))
        for area in areas
    )


def _make_row(area: PlaceSummary, parent: str | None, preferred: Mapping[str, int]) -> AreaRow:
    is_over = area.free is not None and area.free < 0
    return AreaRow(
        name=f"{area.name}, {parent}" if parent else area.name,
        cells=(
            _say_level(area.capacity),
            _say_level(area.sheltered),
            None if area.free is None else phrase_free_whole(area),
            _say_level(area.present),
            f"{area.coverage.reporting} of {area.coverage.expected}"
            if area.coverage
            else "none due",
            say_day(area.last_report) if area.last_report else "none yet",
        ),
        marks="; ".join(_list_marks(area, preferred)),
        is_over=is_over,
        url=url_for("dashboard.show_place", place_id=area.place_id),
    )


def _say_level(point: LevelPoint) -> str | None:
    return phrase_level(point) if point.known else None


def _list_marks(area: PlaceSummary, preferred: Mapping[str, int]) -> Iterator[str]:
    """The silence of its units first, then what each of its numbers is marked with.

    What holds of all numbers alike is told once: `2 units stale; present: 30% unreviewed`.
    """
    if area.stale:
        yield "1 unit stale" if area.stale == 1 else f"{area.stale} units stale"
    numbers = (
        ("places", Indicator.CAPACITY, area.capacity),
        ("sheltered", Indicator.SHELTERED, area.sheltered),
        ("present", Indicator.PRESENT, area.present),
    )
    known = [each for each in numbers if each[2].known]
    said: dict[str, list[str]] = {}
    for name, indicator, point in known:
        for words in _list_words(point, area.stale, preferred.get(indicator, 0)):
            said.setdefault(words, []).append(name)
    for words, names in said.items():
        yield words if len(names) == len(known) else f"{', '.join(names)}: {words}"


def _list_words(point: LevelPoint, stale: int, preferred: int) -> Iterator[str]:
    """A stale number is told where the silence of the units has not said as much."""
    for sign in SIGNS:
        mark = point.find_mark(sign)
        if mark and not (sign is Mark.STALE and point.stale <= stale):
            yield shorten(mark)
    if preferred:
        several = f"{preferred} numbers " if preferred > 1 else ""
        yield f"{several}preferred by a reviewer"
