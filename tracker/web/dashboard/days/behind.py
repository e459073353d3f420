"""What stands behind one number of a day: per unit who said it, and in which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.charts.wording import phrase_bounds
from tracker.domain.counts import Form
from tracker.domain.indicators import Indicator
from tracker.domain.review import ReviewState
from tracker.domain.windows import ShelterStatus
from tracker.recording.history import ReportHistory
from tracker.recording.knowledge import Knowledge
from tracker.registry.places import Place, PlaceKind, Unit, list_units_under, load_places
from tracker.totals.units import Behind
from tracker.web.dashboard.days.beside import ALONE, Beside, load_beside
from tracker.web.dashboard.extents import Extent
from tracker.web.shared.lookback import current_lookback
from tracker.web.shared.operation import require_operation

_TIMES = {2: "twice"}
Mark = tuple[str, str | None]
"""A symbol, and the words beside it (None: its usual ones)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One unit's share: what it adds, and the words, source and day behind it.

    `parent` names a shelter's district where the page is about more than that. `report_id` and what
    is said of the source are None where the level was derived. `others` are reports of the same day
    that say something about the indicator as well and do not count, `rule` says why this one does.
    """

    place_id: int
    name: str
    parent: str | None
    day: date
    amount: str
    said: str | None
    source: str | None
    grade: str | None
    report_id: int | None
    marks: tuple[Mark, ...]
    rule: str | None
    others: tuple[ReportHistory, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class DayBehind:
    """The lines of a day: those that count, tallies last reported on earlier days, and the rest.

    `silent` are units that never said anything about the indicator: ids, names, parents.
    """

    counted: tuple[Line, ...]
    earlier: tuple[Line, ...]
    ended: tuple[Line, ...]
    silent: tuple[tuple[int, str, str | None], ...]


def load_behind(knowledge: Knowledge, extent: Extent, day: date, indicator: Indicator) -> DayBehind:
    """What stands behind an indicator on a day, of units that the reader may look at today.

    A constant number of statements.
    """
    place_id = extent.place.id if extent.place else None
    session = knowledge.session
    keep_seen = current_lookback().keep_seen
    behind_all = knowledge.list_behind(place_id, day, indicator)
    found = keep_seen(behind_all, lambda behind: behind.unit.place_id)
    beside = load_beside(knowledge, found, indicator, require_operation().clock)
    parents = _name_parents(knowledge, extent, found)
    shown: dict[str, list[Line]] = defaultdict(list)
    for behind in found:
        unit_id = behind.unit.place_id
        line = _make_line(behind, day, parents.get(unit_id), beside.get(unit_id, ALONE))
        shown[_sort(behind, day, indicator)].append(line)
    known = {behind.unit.place_id for behind in found}
    units = list_units_under(session, extent.place_ids, day, knowledge.registers)
    in_use = (unit for unit in units if unit.status is not ShelterStatus.CLOSED)
    silent = keep_seen(
        (unit for unit in in_use if unit.place_id not in known), lambda unit: unit.place_id
    )
    return DayBehind(
        counted=tuple(shown["counted"]),
        earlier=tuple(shown["earlier"]),
        ended=tuple(shown["ended"]),
        silent=tuple((unit.place_id, unit.name, name_parent(unit, extent)) for unit in silent),
    )


def _name_parents(
    knowledge: Knowledge, extent: Extent, found: Iterable[Behind]
) -> dict[int, str | None]:
    """Names of the districts of shelters, also of those that are no unit any more."""
    ids = [behind.unit.place_id for behind in found]
    places = load_places(knowledge.session, ids, knowledge.registers)
    return {place.id: name_parent(place, extent) for place in places}


def name_parent(place: Place | Unit, extent: Extent) -> str | None:
    """The district of a shelter, where the page is about more than that."""
    is_here = extent.is_district or extent.is_unit
    return None if place.kind is PlaceKind.AREA or is_here else place.path[-1][1]


def _sort(behind: Behind, day: date, indicator: Indicator) -> str:
    if not behind.unit.counts:
        return "ended"
    on_the_day = behind.unit.point.day == day
    return "counted" if indicator.is_level or on_the_day else "earlier"


def _make_line(behind: Behind, day: date, parent: str | None, beside: Beside) -> Line:
    point = behind.unit.point
    value = None if point.amount.without_value and not point.amount.value else point.amount.value
    return Line(
        place_id=behind.unit.place_id,
        name=behind.place_name,
        parent=parent,
        day=point.day,
        amount=phrase_bounds(value, point.amount.low, point.amount.upper),
        said=_say(behind),
        source=behind.source_name,
        grade=behind.source_grade,
        report_id=behind.report_id,
        marks=tuple(_list_marks(behind, day, beside)),
        rule=beside.rule,
        others=beside.others,
    )


def _say(behind: Behind) -> str | None:
    prefix = {Form.TOTAL: "total so far ", Form.NEW: "new: "}
    if behind.said is None:
        return None
    said = prefix.get(behind.form or Form.LEVEL, "") + behind.said
    return f"{said} ({behind.converted})" if behind.converted else said


def _list_marks(behind: Behind, day: date, beside: Beside) -> Sequence[Mark]:
    point, observation = behind.unit.point, behind.unit.point.observation
    days = (day - point.day).days
    marks: list[Mark] = []
    is_level = observation is None or observation.form is Form.LEVEL
    if days and is_level:
        aged = f"{days} day{'s' if days > 1 else ''} old"
        marks.append(("stale", f"stale, {aged}") if behind.unit.stale else ("carried", aged))
    if observation is None:
        marks.append(("derived", None))
        return marks
    if observation.corrected:
        marks.append(("corrected", None))
    if point.lump_days:
        marks.append(("lump", f"covers {point.lump_days} days"))
    if point.fallen:
        marks.append(("returned", f"set {point.fallen:,} lower"))
    if beside.is_chosen:
        said = "preferred before it was corrected" if beside.is_outdated else None
        marks.append(("preferred", said))
    if behind.unit.disagrees:
        marks.append(("rival", _say_repeated(beside.repeated) if beside.repeated else None))
    marks.append(name_review(observation.review))
    return marks


def _say_repeated(times: int) -> str:
    """What one source said of itself is nobody's rival.

    >>> _say_repeated(2), _say_repeated(3)
    ('said twice by the same source', 'said 3 times by the same source')
    """
    return f"said {_TIMES.get(times, f'{times} times')} by the same source"


def name_review(state: ReviewState) -> Mark:
    """The mark of a state of review."""
    if state is ReviewState.CHANGED:
        return ("unreviewed", "changed since verified")
    return (state.value, None)


def list_report_marks(report: ReportHistory) -> list[Mark]:
    """Marks of a whole report."""
    marks: list[Mark] = []
    if report.standing.withdrawn:
        marks.append(("withdrawn", None))
    elif report.standing.seq > 1:
        marks.append(("corrected", None))
    if report.is_late:
        marks.append(("late", None))
    if not report.standing.withdrawn:
        marks.append(name_review(report.standing.review))
    return marks
