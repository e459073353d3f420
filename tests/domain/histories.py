"""Random histories of units, for the oracle and for the domain alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.oracle import COVERAGE, SERIES, TALLIES, Statement, Unit
from tracker.domain.changes import STATE_MEASURES, Change, Changes, add_chain, add_expected
from tracker.domain.counts import Count, Form
from tracker.domain.daily import DayTotal, accumulate
from tracker.domain.days import Limits
from tracker.domain.folds import FOLD_GROUPS, Point, fold_group
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.review import ReviewState
from tracker.domain.selection import Candidate, Grade, Observation, select
from tracker.domain.windows import ShelterStatus, UnitTimeline, Window, list_windows

START = date(2024, 8, 6)
DAYS = 12

FAMILIES = (
    ("arrivals", "departures", "present"),
    ("arrivals", "present"),
    ("killed",),
    ("sheltered", "capacity", "capacity_standby"),
    SERIES[:-1],
)
"""Series that a history is about: few of them, so that their counts meet."""

days = st.integers(0, DAYS - 1).map(lambda offset: START + timedelta(days=offset))
small = st.integers(0, 60)


@st.composite
def statements(draw: DrawFn, series: str, at: int) -> Statement:
    """One standing statement about a series; `at` makes its ids unlike those of its rivals."""
    form = draw(st.sampled_from(["new", "total"])) if series in TALLIES else "level"
    qualifier = draw(
        st.sampled_from([*["exact"] * 4, "in_words", "in_words", *[q.value for q in Qualifier]])
    )
    value: int | None = draw(small)
    low = high = None
    if qualifier in ("between", "in_words", "about"):
        if qualifier == "between" or draw(st.booleans()):
            low, high = sorted((draw(small), draw(small)))
            value = draw(st.integers(low, high))
        if qualifier != "about" and draw(st.booleans()):
            value = None
    return Statement(
        form=form,
        value=value,
        qualifier=qualifier,
        low=low,
        high=high,
        report_id=at,
        recorded=at,
        grade=draw(st.sampled_from("ABF")),
        review=draw(st.sampled_from(["unreviewed", "verified", "changed", "disputed"])),
        preference=draw(st.sampled_from([None, None, None, at])),
        corrected=draw(st.booleans()),
    )


@st.composite
def rivals(draw: DrawFn, series: str) -> tuple[Statement, ...]:
    """One to three statements about the same series and day."""
    number = draw(st.sampled_from([1, 1, 1, 2, 3]))
    return tuple(draw(statements(series, at)) for at in range(1, number + 1))


def spans(most: int) -> SearchStrategy[list[tuple[date, date | None]]]:
    """Disjoint spans of days in order, the last one maybe without end."""
    borders = st.lists(days, min_size=1, max_size=2 * most, unique=True).map(sorted)
    return borders.map(
        lambda found: [
            (first, found[at + 1] if at + 1 < len(found) else None)
            for at, first in enumerate(found)
            if at % 2 == 0
        ]
    )


@st.composite
def units(draw: DrawFn, *, always: bool = False) -> Unit:
    """A unit with statements on random days; `always`: it counts on every day."""
    said: dict[tuple[date, str], tuple[Statement, ...]] = {}
    wanted = draw(st.lists(st.sampled_from(draw(st.sampled_from(FAMILIES))), max_size=16))
    for series in wanted:
        said[draw(days), series] = draw(rivals(series))
    statuses = None
    if not always and draw(st.booleans()):
        changes = draw(st.lists(st.tuples(days, st.sampled_from(list(ShelterStatus))), max_size=5))
        statuses = [(since, status.value) for since, status in sorted(changes, key=lambda c: c[0])]
    active = [(START, None)] if always else draw(spans(2))
    return Unit(active=active, said=said, statuses=statuses)


def make_candidate(statement: Statement, indicator: Indicator) -> Candidate:
    return Candidate(
        report_id=statement.report_id,
        recorded=statement.recorded,
        grade=Grade(statement.grade),
        review=ReviewState(statement.review),
        preference=statement.preference,
        corrected=statement.corrected,
        count=Count(
            indicator=indicator,
            form=Form(statement.form),
            value=statement.value,
            qualifier=Qualifier(statement.qualifier),
            low=statement.low,
            high=statement.high,
        ),
    )


def observe(unit: Unit) -> dict[date, dict[str, Observation]]:
    """The selected observations of a unit, by day and series."""
    observed: dict[date, dict[str, Observation]] = {}
    for (day, series), said in unit.said.items():
        indicator = Indicator(series)
        observation = select(day, [make_candidate(one, indicator) for one in said])
        assert observation is not None
        observed.setdefault(day, {})[series] = observation
    for by_series in observed.values():
        any_one = next(iter(by_series.values()))
        by_series[COVERAGE] = select_presence(any_one)
    return observed


def select_presence(observation: Observation) -> Observation:
    """That a unit said anything at all on a day."""
    presence = Count(indicator=Indicator.PRESENT, form=Form.LEVEL, value=0)
    made = select(
        observation.day,
        [
            Candidate(
                report_id=observation.report_id,
                recorded=1,
                grade=Grade.F,
                review=ReviewState.UNREVIEWED,
                preference=None,
                corrected=False,
                count=presence,
            )
        ],
    )
    assert made is not None
    return made


def find_windows(unit: Unit) -> dict[str, tuple[Window, ...]]:
    statuses = None
    if unit.statuses is not None:
        statuses = tuple((since, ShelterStatus(status)) for since, status in unit.statuses)
    active = tuple(Window(first=first, until=until) for first, until in unit.active)
    timeline = UnitTimeline(active=active, statuses=statuses)
    return {series: list_windows(timeline, series) for series in SERIES}


def fold_all(
    observed: Mapping[date, Mapping[str, Observation]],
    windows: Mapping[str, tuple[Window, ...]],
) -> dict[str, list[Point]]:
    """All points of a unit by series, in day order."""
    points: dict[str, list[Point]] = {series: [] for series in SERIES}
    for group in FOLD_GROUPS:
        for _, folded in fold_group(group, {}, observed, windows, START):
            for series, point in folded.items():
                points[series].append(point)
    return points


def last_of(points: Sequence[Point], before: date) -> Point | None:
    """The last point before a day."""
    return next((point for point in reversed(points) if point.day < before), None)


def change_totals(found: list[Unit], limits: Limits) -> Changes:
    changes: Changes = {}
    for unit in found:
        windows = find_windows(unit)
        add_expected(changes, windows["coverage"])
        for series, points in fold_all(observe(unit), windows).items():
            add_chain(changes, series, [None, *points, None], windows[series], limits)
    return changes


def read(
    changes: Changes, series: str, first: date, last: date, stale_after: int
) -> tuple[DayTotal, ...]:
    """Read a span of days from changes, as the read model does from rows."""
    own = {day: change for (key, day), change in changes.items() if key == series}
    before, lapsed, lapses = Change(), 0, {}
    shown_from = first - timedelta(days=stale_after + 1)
    for day, change in own.items():
        if day < first:
            for name in STATE_MEASURES:
                setattr(before, name, getattr(before, name) + getattr(change, name))
            if day < shown_from:
                lapsed += change.lapses
            else:
                lapses[day] = change.lapses
    inside = {day: change for day, change in own.items() if first <= day <= last}
    return accumulate(before, lapsed, lapses, inside, first, last, stale_after)
