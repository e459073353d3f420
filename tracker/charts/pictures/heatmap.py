"""Who has reported as a row of cells, one for each day: shapes that can be told without colour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.charts.pictures.svg import element, say
from tracker.domain.completeness import Rates, UnitDay, UnitState

PITCH, CELL = 16, 14
"""Pixels from day to day, and of a cell's side."""

LONG = 40
"""Days above which cells are scrolled where there is little room: they would be too small."""

HEAD = 30
"""Height of the row that names the days."""

SHAPES = {
    UnitState.ON_TIME: "h14v14h-14z",
    UnitState.UNCHANGED: "h14v14h-14zm3 4v2h8v-2zm0 4v2h8v-2z",
    UnitState.CORRECTED: "h14v14h-14zm7 3l-4.5 8h9z",
    UnitState.LATE: "v14h14z",
    UnitState.MISSING: "m1 1h12v12h-12zl12 12m0-12l-12 12",
    UnitState.WAITING: "m5 7a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
    UnitState.CLOSED: "m3 6h8v2h-8z",
}
"""What is drawn for each state, from the upper left corner of its cell."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaDay:
    """What the units of an area did about a day together; `waiting` where it is not due yet."""

    rates: Rates
    waiting: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class CellLinks:
    """Where cells with a report lead to: the address of a day, counted from `first` on."""

    first: date
    url_of: Callable[[date], str]

    def draw(self, at: int, said: str) -> str:
        """The link over a cell: unseen, and named by its day and what the cell says."""
        day = self.first + timedelta(days=at)
        room = element("rect", x=PITCH * at - 1, y=-1, width=PITCH, height=PITCH)
        return element("a", room, href=self.url_of(day), aria_label=f"{day.day} {day:%b}: {said}")


def draw_unit_days(days: Sequence[UnitDay], label: str, links: CellLinks) -> str:
    """A unit's days as an SVG element; `label` says the same in words."""
    paths = (_draw(name, path) for name, path in shape_unit_days(days))
    over = [links.draw(at, day.state.label) for at, day in enumerate(days) if day.received]
    return _frame(len(days), label, paths, over)


def draw_area_days(days: Sequence[AreaDay], label: str, links: CellLinks) -> str:
    """An area's days: filled as far as its units reported in time, half as wide for late ones."""
    over = [
        links.draw(at, f"{day.rates.received} of {day.rates.expected}")
        for at, day in enumerate(days)
        if day.rates.received
    ]
    return _frame(
        len(days), label, (_draw(name, path) for name, path in shape_area_days(days)), over
    )


def shape_unit_days(days: Sequence[UnitDay]) -> Iterator[tuple[str, str]]:
    """The path of all cells in a state, by the state's name."""
    places: dict[UnitState, list[int]] = defaultdict(list)
    for at, day in enumerate(days):
        places[day.state].append(at)
    for state, shape in SHAPES.items():
        if places[state]:
            yield state, "".join(f"M{PITCH * at} 0{shape}" for at in places[state])


def shape_area_days(days: Sequence[AreaDay]) -> Iterator[tuple[str, str]]:
    """The paths of outlines and bars, by their names; those of nothing are left out."""
    outlines, on_time, late, waiting, closed = "", "", "", "", ""
    for at, day in enumerate(days):
        left, rates = PITCH * at, day.rates
        if day.waiting:
            waiting += f"M{left} 0{SHAPES[UnitState.WAITING]}"
        elif not rates.expected:
            closed += f"M{left} 0{SHAPES[UnitState.CLOSED]}"
        else:
            outlines += f"M{left + 0.5} .5h13v13h-13z"
            full = _measure(rates.on_time, rates.expected)
            half = _measure(rates.received, rates.expected) - full
            on_time += f"M{left} {CELL - full:g}h{CELL}v{full:g}h-{CELL}z" if full else ""
            late += f"M{left} {CELL - full - half:g}h7v{half:g}h-7z" if half else ""
    drawn = {"outline": outlines, "on_time": on_time, "late": late}
    for name, path in {**drawn, "waiting": waiting, "closed": closed}.items():
        if path:
            yield name, path


def _measure(part: int, whole: int) -> float:
    """How high a part is; neither none nor all unless it is."""
    if part in {0, whole}:
        return CELL * part / whole
    return min(CELL - 1, max(1, round(CELL * part / whole, 1)))


def draw_day_heads(first: date, count: int) -> str:
    """The numbers of the days over their cells, with the months; for the eye only."""
    texts: list[str] = []
    for at in range(count):
        day = first + timedelta(days=at)
        if at == 0 or day.day == 1:
            texts.append(element("text", say(f"{day:%b}"), x=PITCH * at, y=11))
        texts.append(
            element(
                "text",
                str(day.day),
                class_="heat-heads__minor" if day.day % 5 else None,
                x=PITCH * at + CELL // 2,
                y=HEAD - 5,
                text_anchor="middle",
            )
        )
    return element(
        "svg",
        *texts,
        class_=_name("heat-heads", count),
        viewBox=f"0 0 {PITCH * count} {HEAD}",
        width=PITCH * count,
        height=HEAD,
        aria_hidden="true",
    )


def draw_key(state: UnitState) -> str:
    """A single cell for the legend."""
    return element(
        "svg",
        _draw(state, f"M0 0{SHAPES[state]}"),
        class_="heat",
        width=CELL,
        height=CELL,
        aria_hidden="true",
    )


def _draw(name: str, path: str) -> str:
    return element("path", class_=f"heat--{name.replace('_', '-')}", d=path, fill_rule="evenodd")


def _frame(count: int, label: str, paths: Iterable[str], over: Sequence[str]) -> str:
    return element(
        "svg",
        *paths,
        *over,
        class_=_name("heat", count),
        role="group" if over else "img",
        aria_label=label,
        viewBox=f"0 0 {PITCH * count} {CELL}",
        width=PITCH * count,
        height=CELL,
    )


def _name(name: str, count: int) -> str:
    return f"{name} {name}--long" if count > LONG else name
