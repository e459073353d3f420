"""The rows of the page "Who has reported" as it shows them: cells as a picture, rates in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from tracker.charts.pictures.heatmap import AreaDay, CellLinks, draw_area_days, draw_unit_days
from tracker.charts.sentences.completeness import describe_unit_days, phrase_rate, phrase_rates
from tracker.domain.completeness import Rates
from tracker.web.dashboard.reporting.numbers import AreaRow, Completeness, UnitRow

MOST_ROWS = 100
"""Folded rows shown before the others are cut; those with the smallest rates come first."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A row. `depth` is 1 for a unit below its area, `cells` None where the units' rows follow."""

    name: str
    url: str
    depth: int
    cells: str | None
    rates: Rates

    @property
    def received(self) -> str | None:
        """The share of expected reports that arrived; None where none was expected."""
        return phrase_rate(self.rates.received, self.rates.expected)

    @property
    def on_time(self) -> str | None:
        """The share of expected reports that arrived in time."""
        return phrase_rate(self.rates.on_time, self.rates.expected)


def list_lines(found: Completeness, query: dict[str, Any]) -> list[Line]:
    """All rows; `query` is the period, for links to areas' own pages."""
    if found.is_folded:
        return [_fold(area, found.period.first, query) for area in found.areas]
    return [line for area in found.areas for line in _unfold(area, found.period.first, query)]


def cut_lines(lines: Sequence[Line]) -> list[Line]:
    """The first rows of a folded page with too many: where most is missing."""
    ordered = sorted(lines, key=_order_lines)
    return ordered[:MOST_ROWS]


def _order_lines(line: Line) -> tuple[float, str]:
    share = line.rates.share_received
    return (2.0 if share is None else share, line.name.casefold())


def _fold(area: AreaRow, first: date, query: dict[str, Any]) -> Line:
    days = [AreaDay(rates=rates, waiting=waiting) for rates, waiting in area.days]
    return Line(
        name=area.heading.name,
        url=_link_area(area.heading.place_id, query),
        depth=0,
        cells=draw_area_days(
            days, phrase_rates(area.rates), _link_days(area.heading.place_id, first)
        ),
        rates=area.rates,
    )


def _unfold(area: AreaRow, first: date, query: dict[str, Any]) -> Iterator[Line]:
    if not area.is_one_unit:
        yield Line(
            name=area.heading.name,
            url=_link_area(area.heading.place_id, query),
            depth=0,
            cells=None,
            rates=area.rates,
        )
    for unit in area.units:
        yield _draw_unit(unit, first, depth=0 if area.is_one_unit else 1)


def _draw_unit(unit: UnitRow, first: date, depth: int) -> Line:
    return Line(
        name=unit.place.name,
        url=url_for("dashboard.show_place", place_id=unit.place.id),
        depth=depth,
        cells=draw_unit_days(
            unit.days, describe_unit_days(unit.days, first), _link_days(unit.place.id, first)
        ),
        rates=unit.rates,
    )


def _link_days(place_id: int, first: date) -> CellLinks:
    """Links to the reports behind each day: made once for a row, with the day filled in."""
    path, marker, rest = url_for("dashboard.show_day", place_id=place_id, day=first).partition(
        "/days/"
    )
    query = rest.removeprefix(str(first))
    return CellLinks(first=first, url_of=lambda day: f"{path}{marker}{day}{query}")


def _link_area(place_id: int, query: dict[str, Any]) -> str:
    return url_for("dashboard.show_completeness", place_id=place_id, **query)
