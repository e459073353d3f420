"""A total by sex and age as a picture: female to the left, male to the right, unknown beside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.charts.appearance import Appearance
from tracker.charts.pictures.plot import Size, write
from tracker.charts.pictures.svg import element, say
from tracker.charts.series.pyramid import AgeRow, Pyramid
from tracker.charts.wording import phrase_number
from tracker.domain.counts import Sex

HIDDEN = "hidden"
ROW, HEAD = 28, 24
"""Heights in pixels: of a row, and of the line with the names of the columns."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Columns:
    """Where bars begin, in per cent of the width, and how far the longest reaches."""

    female: float
    ages: float
    male: float
    unknown: float | None
    reach: float


TWO = _Columns(female=40, ages=50, male=60, unknown=None, reach=26)
THREE = _Columns(female=29, ages=37, male=45, unknown=72, reach=15)


def measure_pyramid(pyramid: Pyramid) -> int:
    """The height of the picture in pixels."""
    return HEAD + ROW * len(pyramid.rows)


def draw_pyramid(
    pyramid: Pyramid, appearance: Appearance, label: str, size: Size | None = None
) -> str:
    """The picture as an SVG element as wide as its place, or of a size in pixels."""
    longest = max(_list_cells(pyramid), default=0) or 1
    height = measure_pyramid(pyramid)
    columns = THREE if pyramid.tells_no_sex else TWO
    return element(
        "svg",
        element("title", say(label)),
        *_write_heads(columns, appearance),
        *(
            part
            for at, row in enumerate(pyramid.rows)
            for part in _draw_row(row, HEAD + ROW * at, columns, longest, appearance)
        ),
        role="img",
        width=size.width if size else "100%",
        height=height,
        viewBox=f"0 0 {size.width:g} {height}" if size else None,
        font_size=12,
        font_family=None if size else "inherit",
    )


def _list_cells(pyramid: Pyramid) -> Iterator[int]:
    for row in pyramid.rows:
        yield from (cell for cell in (row.female, row.male, row.unknown) if cell is not None)


def _write_heads(columns: _Columns, appearance: Appearance) -> Iterator[str]:
    for text, across, anchor in (
        ("Female", columns.female, "end"),
        ("Age", columns.ages, "middle"),
        ("Male", columns.male, "start"),
        ("Sex not told", columns.unknown, "start"),
    ):
        if across is not None:
            yield write(text, f"{across}%", "14", appearance.quiet, text_anchor=anchor)


def _draw_row(
    row: AgeRow, top: int, columns: _Columns, longest: int, appearance: Appearance
) -> Iterator[str]:
    middle = f"{top + ROW // 2 + 4}"
    yield write(row.label, f"{columns.ages}%", middle, appearance.ink, text_anchor="middle")
    for sex, value, begin, colour in (
        (Sex.FEMALE, row.female, columns.female, appearance.present),
        (Sex.MALE, row.male, columns.male, appearance.sheltered),
        (Sex.UNKNOWN, row.unknown, columns.unknown, appearance.standby),
    ):
        if begin is None:
            continue
        if value is None:
            if sex in row.hidden:
                anchor = "end" if sex is Sex.FEMALE else "start"
                yield write(HIDDEN, f"{begin}%", middle, appearance.quiet, text_anchor=anchor)
            continue
        length = columns.reach * value / longest
        is_left = begin == columns.female
        left = begin - length if is_left else begin
        end, anchor, away = (left, "end", "-4") if is_left else (left + length, "start", "4")
        yield element(
            "rect",
            x=f"{left:.2f}%",
            y=top + 5,
            width=f"{length:.2f}%",
            height=ROW - 10,
            fill=colour,
            fill_opacity=0.85,
        )
        yield write(
            phrase_number(value),
            f"{end:.2f}%",
            middle,
            appearance.ink,
            text_anchor=anchor,
            dx=away,
        )
