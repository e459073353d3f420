"""What was said of a number, as lines of a table: value, bounds, who, when, state, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracker.charts.wording import phrase_number
from tracker.domain.counts import Count, Form
from tracker.domain.days import OperationClock
from tracker.recording.history import ReportHistory
from tracker.recording.sides import Footing, Side, UnitSides
from tracker.web.dashboard.days.behind import Mark, name_review
from tracker.web.shared.authors import name_author
from tracker.web.shared.preferring import explain_sides

OUT_MARKS: dict[Footing, Mark] = {
    Footing.DIFFERENT: ("claim", "a different thing"),
    Footing.RETURNED: ("returned", None),
    Footing.REJECTED: ("rejected", None),
    Footing.WITHDRAWN: ("withdrawn", None),
    Footing.REPLACED: ("corrected", "replaced by a correction"),
}
FORM_WORDS = {Form.NEW: "new that day", Form.TOTAL: "total so far", Form.LEVEL: None}


@dataclass(frozen=True, kw_only=True, slots=True)
class SideLine:
    """One line. `counts` says that this one is preferred; `why` why it is out, by whom and when."""

    said: str
    converted: str | None
    form: str | None
    bounds: str
    counts: bool
    report: ReportHistory
    recorded_at: datetime
    person_name: str
    marks: tuple[Mark, ...]
    why: str | None
    by: str | None
    at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitLines:
    """What was said of one unit, and the sentence that says which number counts and why."""

    place_id: int
    name: str
    parent: str | None
    sentence: str
    standing: tuple[SideLine, ...]
    out: tuple[SideLine, ...]


def make_unit_lines(
    sides: UnitSides, name: str, parent: str | None, clock: OperationClock
) -> UnitLines:
    """The lines of a unit."""
    return UnitLines(
        place_id=sides.place_id,
        name=name,
        parent=parent,
        sentence=explain_sides(sides.standing, clock),
        standing=tuple(_make_line(side, counts=not at) for at, side in enumerate(sides.standing)),
        out=tuple(_make_line(side, counts=False) for side in sides.out),
    )


def _make_line(side: Side, *, counts: bool) -> SideLine:
    return SideLine(
        said=side.count.said,
        converted=side.count.converted,
        form=FORM_WORDS[side.count.form],
        bounds=say_bounds(side.count),
        counts=counts,
        report=side.report,
        recorded_at=side.revision.recorded_at,
        person_name=name_author(side.revision),
        marks=tuple(_list_marks(side)),
        why=side.why,
        by=side.by,
        at=side.at,
    )


def _list_marks(side: Side) -> list[Mark]:
    marks: list[Mark] = []
    if side.footing is Footing.STANDING:
        marks.append(name_review(side.report.standing.review))
    else:
        marks.append(OUT_MARKS[side.footing])
    if side.revision.seq > 1:
        marks.append(("corrected", None))
    if side.report.is_late:
        marks.append(("late", None))
    return marks


def say_bounds(count: Count) -> str:
    """From where to where a number can be; open where nobody gave a bound."""
    low, high = count.bounds.low, count.bounds.high
    if low is not None and low == high:
        return "converted from households" if count.converted else "exactly this"
    if low is None and high is None:
        return "open"
    if high is None:
        return f"{phrase_number(low or 0)} or more"
    return f"{phrase_number(low or 0)} to {phrase_number(high)}"
