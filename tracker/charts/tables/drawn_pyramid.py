"""What a picture by sex and age shows, as lines of a file."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.charts.series.pyramid import AgeRow, Pyramid
from tracker.charts.tables.drawn import DrawnPoint, list_level
from tracker.charts.wording import phrase_number
from tracker.domain.breakdown import name_band
from tracker.domain.counts import Sex

OVERLAPPING, HIDDEN = "overlapping", "hidden"


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
    cells = (
        (Sex.FEMALE, "female", row.female),
        (Sex.MALE, "male", row.male),
        (Sex.UNKNOWN, "", row.unknown),
    )
    band = row.band
    ages = "unknown" if band.age_from is None else f"{band.age_from}-{band.age_to or ''}"
    for sex, said, value in cells:
        if value is not None or sex in row.hidden:
            words = ", ".join(filter(None, (said or "sex not told", name_band(band))))
            yield _make_point(pyramid, f"{sex.value}_{ages}", words, value)


def _make_point(pyramid: Pyramid, code: str, words: str, value: int | None) -> DrawnPoint:
    definition = pyramid.indicator.definition
    return DrawnPoint(
        day=pyramid.day,
        series=f"{pyramid.indicator.value}_{code}",
        label=f"{definition.label}: {words}",
        value=value,
        low=value,
        said=HIDDEN if value is None else phrase_number(value),
        marks=(OVERLAPPING,) if code == OVERLAPPING else (HIDDEN,) if value is None else (),
    )
