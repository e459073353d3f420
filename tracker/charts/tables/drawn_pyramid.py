"""What a picture by sex and age shows, as lines of a file."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.charts.series.pyramid import AgeRow, Pyramid
from tracker.charts.tables.drawn import DrawnPoint, list_level
from tracker.charts.wording import phrase_number
from tracker.domain.breakdown import name_band

OVERLAPPING = "overlapping"


def list_drawn_pyramid(pyramid: Pyramid, stale_after: int) -> tuple[DrawnPoint, ...]:
    """The whole, then a line for each cell that was told, and what was left out."""
    key, label = pyramid.indicator.value, pyramid.indicator.definition.label
    whole = list_level(pyramid.day, key, label, pyramid.total, stale_after)
    cells = [point for row in pyramid.rows for point in _list_row(pyramid, row)]
    if pyramid.overlapping:
        said = _make_point(pyramid, OVERLAPPING, "parts left out", pyramid.overlapping)
        cells.append(said)
    return whole, *cells


def _list_row(pyramid: Pyramid, row: AgeRow) -> Iterator[DrawnPoint]:
    cells = (("f", "female", row.female), ("m", "male", row.male), ("unknown", "", row.unknown))
    band = row.band
    ages = "unknown" if band.age_from is None else f"{band.age_from}-{band.age_to or ''}"
    for code, sex, value in cells:
        if value is not None:
            words = ", ".join(filter(None, (sex or "sex not told", name_band(band))))
            yield _make_point(pyramid, f"{code}_{ages}", words, value)


def _make_point(pyramid: Pyramid, code: str, words: str, value: int) -> DrawnPoint:
    definition = pyramid.indicator.definition
    return DrawnPoint(
        day=pyramid.day,
        series=f"{pyramid.indicator.value}_{code}",
        label=f"{definition.label}: {words}",
        value=value,
        low=value,
        said=phrase_number(value),
        marks=(OVERLAPPING,) if code == OVERLAPPING else (),
    )
