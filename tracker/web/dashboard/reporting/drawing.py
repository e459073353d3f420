"""Who has reported as a drawing of its own: the rows of the page, without links."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.charts.pictures.heatmap import AreaDay, shape_area_days, shape_unit_days
from tracker.charts.pictures.heatmap_file import (
    HeatRow,
    draw_heatmap_file,
    sign_areas,
    sign_units,
)
from tracker.charts.sentences.completeness import phrase_rate
from tracker.charts.wording import phrase_number
from tracker.domain.completeness import Rates
from tracker.web.dashboard.drawn.drawings import View
from tracker.web.dashboard.reporting.file import KEPT_BACK
from tracker.web.dashboard.reporting.numbers import AreaRow, Completeness, UnitRow


def draw_completeness(found: Completeness, view: View) -> str:
    """The document; shelters that are not to be published have no name in it, as in the CSV."""
    rows = [row for area in found.areas for row in _list_rows(area, found)]
    rows.append(_make(f"All {phrase_number(len(found.units))} units", 0, (), found.rates))
    key = sign_areas() if found.is_folded else sign_units()
    first, days = found.period.first, found.period.length
    return draw_heatmap_file(rows, first, days, f"Who has reported: {view.name}", view.foot, key)


def _list_rows(area: AreaRow, found: Completeness) -> Iterator[HeatRow]:
    name = area.heading.name
    if found.is_folded:
        days = [AreaDay(rates=rates, waiting=waiting) for rates, waiting in area.days]
        yield _make(name, 0, tuple(shape_area_days(days)), area.rates)
        return
    if not area.is_one_unit:
        yield _make(name, 0, (), area.rates)
    for unit in area.units:
        yield _draw_unit(unit, depth=0 if area.is_one_unit else 1)


def _draw_unit(unit: UnitRow, depth: int) -> HeatRow:
    name = unit.place.name if unit.is_published else KEPT_BACK
    return _make(name, depth, tuple(shape_unit_days(unit.days)), unit.rates)


def _make(name: str, depth: int, cells: tuple[tuple[str, str], ...], rates: Rates) -> HeatRow:
    shares = phrase_rate(rates.received, rates.expected), phrase_rate(rates.on_time, rates.expected)
    return HeatRow(name=name, depth=depth, cells=cells, rates=shares)
