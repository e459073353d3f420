"""What daily totals must be, reckoned the slow way: every unit, every day, carried by hand.

It knows nothing of folds, changes or windows: it walks through all days one by one, keeps for each
unit what was last said, and adds the units up. Input and output are plain data, so that every layer
can be held to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

TALLIES = ("evacuated", "arrivals", "departures", "killed", "injured", "hospitalised")
LEVELS = ("present", "sheltered", "capacity", "capacity_standby", "missing")
COVERAGE = "coverage"
SERIES = (*TALLIES, *LEVELS, COVERAGE)

Flows = dict[str, tuple[int | None, int, int | None, date | None]]
"""What arrivals and departures added on a day: value, lowest, highest (None is open)."""

NUMBERS = ("value", "low", "high", "opens", "without", "unreviewed", "disputed")
Numbers = dict[str, int]
"""Closed highs are summed in `high`, open ones counted in `opens`."""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One standing report's count of one indicator.

    `recorded` grows with the time of recording;
    `preference` is the id of the decision that preferred it here.
    """

    form: str
    value: int | None
    qualifier: str = "exact"
    low: int | None = None
    high: int | None = None
    report_id: int = 1
    recorded: int = 1
    grade: str = "F"
    review: str = "unreviewed"
    preference: int | None = None
    corrected: bool = False

    @property
    def lowest(self) -> int:
        """The lowest it can be."""
        if self.qualifier in ("exact", "at_least") and self.value is not None:
            return self.value
        if self.qualifier == "more_than" and self.value is not None:
            return self.value + 1
        return self.low or 0

    @property
    def named(self) -> list[int]:
        """The numbers that somebody said, from which it goes or up to which."""
        if self.qualifier in ("exact", "more_than", "at_least"):
            said = [self.lowest, self.highest]
        elif self.qualifier in ("at_most", "less_than"):
            said = [self.low, self.highest]
        elif self.qualifier == "about":
            said = [self.value if bound is None else bound for bound in (self.low, self.high)]
        else:
            said = [self.low, self.high]
        return [number for number in said if number is not None]

    @property
    def highest(self) -> int | None:
        """The highest it can be; None is open."""
        if self.qualifier in ("exact", "at_most") and self.value is not None:
            return self.value
        if self.qualifier == "less_than" and self.value is not None:
            return self.value - 1
        return self.high


@dataclass(frozen=True, kw_only=True)
class Unit:
    """A reporting unit: when it is one, a shelter's changes of status, and all statements about it.

    `active` are spans of days up to, not including, their end (None: without end); `statuses` is
    None for a unit without status. `said` holds the statements by day and indicator.
    """

    active: Sequence[tuple[date, date | None]]
    said: Mapping[tuple[date, str], Sequence[Statement]]
    statuses: Sequence[tuple[date, str]] | None = None


@dataclass(kw_only=True)
class Share:
    """What one unit adds to the total of a series on one day."""

    numbers: Numbers = field(default_factory=lambda: dict.fromkeys(NUMBERS, 0))
    known: bool = False
    derived: bool = False
    stale: bool = False
    expected: bool = False
    chosen: Statement | None = None
    disagree: float = 0
    fallen: int = 0
    lumped: int | None = None
    gap: int | None = None


NOTHING = Share()

Walk = Mapping[tuple[str, date], Share]
"""A unit's share of every series on every day."""


def walk(unit: Unit, last: date, *, start: date, stale_after: int) -> Walk:
    """All that `expect_days` needs to know of a unit: worked out once, asked about often."""
    return dict(walk_unit(unit, last, start, stale_after))


def expect_days(
    walks: Sequence[Walk], series: str, first: date, last: date, *, disagreement_share: int
) -> list[dict[str, object]]:
    """The daily totals of some units, as dictionaries with the names of DayTotal's fields."""
    days: list[dict[str, object]] = []
    day = first
    while day <= last:
        today = [walked.get((series, day), NOTHING) for walked in walks]
        yesterday = [walked.get((series, day - timedelta(days=1)), NOTHING) for walked in walks]
        days.append(_add_up(day, today, yesterday, disagreement_share))
        day += timedelta(days=1)
    return days


def _add_up(
    day: date, shares: Sequence[Share], before: Sequence[Share], disagreement_share: int
) -> dict[str, object]:
    sums = {name: sum(share.numbers[name] for share in shares) for name in NUMBERS}
    known = sum(share.known for share in shares)
    reporting = [share for share in shares if share.chosen]
    gave_number = any(share.chosen and share.chosen.value is not None for share in shares)
    fallen = sum(share.fallen for share in shares)
    lumps = [share.lumped for share in shares if share.lumped is not None]
    gaps = [share.gap for share in shares if share.gap is not None]
    rises = {name: sums[name] - sum(share.numbers[name] for share in before) for name in NUMBERS}
    new = rises["value"] + fallen if gave_number else None
    new_low, new_high = _bound_new(new, rises, fallen, still_open=sums["opens"] > 0)
    derived = sum(share.derived for share in shares)
    return {
        "day": day,
        "value": sums["value"] if known > sums["without"] or sums["value"] else None,
        "low": sums["low"] if known else None,
        "high": sums["high"] if known and not sums["opens"] else None,
        "new": new,
        "fallen": fallen,
        "unreviewed": sums["unreviewed"],
        "disputed": sums["disputed"],
        "without_value": sums["without"],
        "expected": sum(share.expected for share in shares),
        "known": known,
        "reporting": len(reporting),
        "derived": derived,
        "carried": known - len(reporting) - derived,
        "stale": sum(share.stale for share in shares),
        "corrected": sum(bool(share.chosen and share.chosen.corrected) for share in shares),
        "contested": sum(share.disagree > disagreement_share for share in reporting),
        "lumped": sum(lumps),
        "lumps": len(lumps),
        "gap": sum(gaps) if gaps else None,
        "new_low": new_low if reporting else None,
        "new_high": new_high if reporting else None,
    }


def _bound_new(
    new: int | None, rises: Numbers, fallen: int, *, still_open: bool
) -> tuple[int | None, int | None]:
    """Bounds of what came new, by how the bounds of the running total rose."""
    low, high, opened = rises["low"] + fallen, rises["high"] + fallen, rises["opens"]
    if opened < 0 or (opened == 0 and still_open and new is not None and new > high):
        return None, None
    numbers = [low] if new is None else [low, new]
    if opened > 0:
        return (min(numbers) if min(numbers) > 0 else None), None
    return max(min(*numbers, high), 0), max(*numbers, high, 0)


@dataclass(kw_only=True)
class _Level:
    """The level a unit stands at, and since when."""

    day: date
    run: object
    numbers: Numbers
    derived: bool
    counted_on: date | None = None


@dataclass(kw_only=True)
class _Running:
    """A tally's running total, how much of it came on days that do not count, and the rest."""

    numbers: Numbers = field(default_factory=lambda: dict.fromkeys(NUMBERS, 0))
    counted: Numbers = field(default_factory=lambda: dict.fromkeys(NUMBERS, 0))
    outside: int = 0
    ever_counted: bool = False
    day: date | None = None
    run: object = None

    def take_out(self) -> None:
        """What is left for totals: nothing before the first day that counts."""
        if not self.ever_counted:
            return
        rest = dict(self.numbers)
        rest["value"] -= self.outside
        if self.outside:
            for name in ("low", "high"):
                rest[name] = max(0, rest[name] - self.outside)
            for name in ("unreviewed", "disputed"):
                rest[name] = max(0, min(rest[name], rest["value"]))
        self.counted = rest


def walk_unit(
    unit: Unit, last: date, start: date, stale_after: int
) -> Iterator[tuple[tuple[str, date], Share]]:
    """A unit's share of every series on every day, from its first day to `last`."""
    running = {series: _Running() for series in TALLIES}
    levels: dict[str, _Level] = {}
    day = min([first for first, _ in unit.active] + [said for said, _ in unit.said], default=last)
    while day <= last:
        flows: Flows = {}
        for series in TALLIES:
            share = _share_of_tally(unit, series, running[series], flows, day, start, stale_after)
            yield (series, day), share
        for series in (*LEVELS, COVERAGE):
            yield (series, day), _share_of_level(unit, series, levels, flows, day, stale_after)
        day += timedelta(days=1)


def _share_of_tally(  # noqa: PLR0917 (the walk hands over all it holds)
    unit: Unit,
    series: str,
    tally: _Running,
    flows: Flows,
    day: date,
    start: date,
    stale_after: int,
) -> Share:
    run = find_run(unit, series, day)
    share = Share()
    ordered = order_statements(unit.said.get((day, series), ()))
    if ordered:
        if series in ("arrivals", "departures"):
            flows[series] = (*_flow(ordered, tally.numbers), _began(ordered, tally.day))
        _step_tally(tally, ordered, share, day, run, start)
    share.numbers = dict(tally.counted)
    share.known = tally.ever_counted
    share.stale = _is_stale(tally.day, tally.run, day, run, stale_after)
    return share


def _share_of_level(  # noqa: PLR0917 (as above)
    unit: Unit,
    series: str,
    levels: dict[str, _Level],
    flows: Flows,
    day: date,
    stale_after: int,
) -> Share:
    run = find_run(unit, series, day)
    share = Share(expected=series == COVERAGE and run is not None)
    if series in levels and levels[series].run != run:
        del levels[series]
    if run is not None:
        _step_level(unit, series, levels, flows, share, day, run)
    level = levels.get(series)
    if level is not None:
        share.numbers = dict(level.numbers)
        share.known = True
        share.derived = level.derived
        share.stale = _is_stale(level.day, level.run, day, run, stale_after)
    return share


def find_run(unit: Unit, series: str, day: date) -> object:
    """What must stay for a level to be carried on; None on a day that does not count at all."""
    spans = [i for i, (a, b) in enumerate(unit.active) if a <= day and (b is None or day < b)]
    if not spans:
        return None
    if unit.statuses is None or series in TALLIES:
        return spans[0]
    status = "closed"
    for since, changed in unit.statuses:
        if since <= day:
            status = changed
    if status == "closed" or (status == "standby" and series in ("capacity", COVERAGE)):
        return None
    return (spans[0], status) if series == "capacity_standby" else spans[0]


def order_statements(statements: Iterable[Statement]) -> list[Statement]:
    """Statements from the one that counts down, by comparing each with each."""
    ordered: list[Statement] = []
    for statement in statements:
        place = 0
        while place < len(ordered) and not _beats(statement, ordered[place]):
            place += 1
        ordered.insert(place, statement)
    return ordered


def _beats(one: Statement, other: Statement) -> bool:
    if one.preference != other.preference:
        if one.preference is None or other.preference is None:
            return other.preference is None
        return one.preference > other.preference
    trust = {"verified": 3, "unreviewed": 2, "changed": 2, "disputed": 1}
    if trust[one.review] != trust[other.review]:
        return trust[one.review] > trust[other.review]
    if one.grade != other.grade:
        return one.grade < other.grade
    return one.recorded > other.recorded


def _is_stale(
    since: date | None, since_run: object, day: date, run: object, stale_after: int
) -> bool:
    return (
        since is not None
        and run is not None
        and since_run == run
        and (day - since).days > stale_after
    )


def _note_chosen(share: Share, ordered: Sequence[Statement]) -> None:
    best = ordered[0]
    share.chosen = best
    share.disagree = max(_disagree(one, other) for one in ordered for other in ordered)


def _disagree(one: Statement, other: Statement) -> float:
    """Per cent by which one statement lies above another; 101 where they cannot be compared."""
    if one.form != other.form:
        return 101
    low, high = one.lowest, other.highest
    if one.qualifier == "about" and one.low is None:
        low = one.value or 0
    if other.qualifier == "about" and high is None:
        high = other.value
    if high is None or max(0, high) >= low:
        return 0
    return 100 * (low - max(0, high)) / low


def _join(
    best: Statement, rivals: Sequence[Statement], *, alone: bool = False
) -> tuple[int, int | None]:
    """Lowest low and highest high: of the best one (unless rivals are `alone`) and its rivals.

    Rivals who name no number must not be among them.
    """
    reaches = [_reach_beside(best, rival) for rival in rivals]
    if not alone:
        reaches.append((best.lowest, best.highest))
    highs = [high for _, high in reaches]
    lowest = min(low for low, _ in reaches)
    return lowest, None if None in highs else max(h for h in highs if h is not None)


def _reach_beside(best: Statement, rival: Statement) -> tuple[int, int | None]:
    """A rival of a range goes to the numbers it names; one of a number as far as it leaves open."""
    named = rival.named
    is_range = best.value is None and (best.low is not None or best.high is not None)
    if is_range or rival.qualifier == "about":
        return min(named), max(named)
    return rival.lowest, rival.highest


def _own_numbers(ordered: Sequence[Statement], alike: Sequence[Statement]) -> Numbers:
    best = ordered[0]
    low, high = _join(best, [rival for rival in alike if rival is not best and rival.named])
    value = best.value or 0
    return {
        "value": value,
        "low": low,
        "high": high or 0,
        "opens": int(high is None),
        "without": int(best.value is None),
        "unreviewed": 0 if best.review in ("verified", "disputed") else value,
        "disputed": value if best.review == "disputed" else 0,
    }


# --- tallies ---


def _step_tally(  # noqa: PLR0917 (as above)
    tally: _Running,
    ordered: Sequence[Statement],
    share: Share,
    day: date,
    run: object,
    start: date,
) -> None:
    before = tally.numbers
    after = _run_on(before, ordered)
    rose = after["value"] - before["value"]
    if run is not None:
        _note_chosen(share, ordered)
        tally.ever_counted = True
        share.fallen = -rose if rose < 0 else 0
        if ordered[0].form == "total" and rose > 0:
            unreported_since = (
                start if tally.day is None or before["without"] else tally.day + timedelta(days=1)
            )
            share.lumped = rose if unreported_since < day else None
    else:
        tally.outside += rose
    tally.numbers, tally.day, tally.run = after, day, run
    tally.take_out()


def _began(ordered: Sequence[Statement], before: date | None) -> date | None:
    """The last day that a flow does not cover; None for new ones, which cover the day alone."""
    return None if ordered[0].form == "new" else before or date.min


def _run_on(before: Numbers, ordered: Sequence[Statement]) -> Numbers:
    best = ordered[0]
    alike = [statement for statement in ordered if statement.form == best.form]
    rivals = [statement for statement in ordered if statement.form != best.form and statement.named]
    own = _own_numbers(ordered, alike)
    if best.form == "new":
        after = {name: before[name] + own[name] for name in NUMBERS}
        after["without"] = 1 if before["without"] or own["without"] else 0
    elif best.value is None:
        after = {**before, "low": own["low"], "high": own["high"], "opens": own["opens"]}
        after["without"] = 1
    else:
        after = own
    if rivals:
        low, high = _join(best, rivals, alone=True)
        if best.form == "total":
            low += before["low"]
            high = None if high is None or before["opens"] else high + before["high"]
        after["low"] = min(after["low"], low)
        if after["opens"] or high is None:
            after["opens"], after["high"] = 1, 0
        else:
            after["high"] = max(after["high"], high)
    return after


def _flow(ordered: Sequence[Statement], before: Numbers) -> tuple[int | None, int, int | None]:
    """What a tally added on a day: value, low and high, from the statements of either form."""
    best = ordered[0]
    value = best.value
    if best.form == "total" and value is not None:
        value = None if before["without"] else value - before["value"]
    reaches: list[tuple[int, int | None]] = []
    for form in ("new", "total"):
        others = [one for one in ordered if one.form == form and one is not best and one.named]
        if others or form == best.form:
            low, high = _join(best, others, alone=form != best.form)
            if form == "total":
                low = 0 if before["opens"] else low - before["high"]
                high = None if high is None else high - before["low"]
            reaches.append((low, high))
    highs = [high for _, high in reaches]
    lowest = min(low for low, _ in reaches)
    return value, lowest, None if None in highs else max(h for h in highs if h is not None)


# --- levels ---


def _step_level(  # noqa: PLR0917 (as above)
    unit: Unit,
    series: str,
    levels: dict[str, _Level],
    flows: Flows,
    share: Share,
    day: date,
    run: object,
) -> None:
    if series == COVERAGE:
        if any(said_day == day and said for (said_day, _), said in unit.said.items()):
            share.chosen = Statement(form="level", value=0)
            empty = dict.fromkeys(NUMBERS, 0)
            levels[series] = _Level(day=day, run=run, numbers=empty, derived=False)
        return
    ordered = order_statements(unit.said.get((day, series), ()))
    base = levels.get(series)
    reckoned = None
    if series == "present" and base is not None and (flows or base.derived):
        reckoned = _reckon(unit, base, flows, day)
    if ordered:
        _note_chosen(share, ordered)
        if reckoned and not reckoned["without"] and ordered[0].value is not None:
            share.gap = ordered[0].value - reckoned["value"]
        numbers = _own_numbers(ordered, ordered)
        levels[series] = _Level(day=day, run=run, numbers=numbers, derived=False, counted_on=day)
    elif base and reckoned and flows:
        levels[series] = _Level(
            day=day, run=run, numbers=reckoned, derived=True, counted_on=base.counted_on
        )


def _since(
    flow: tuple[int | None, int, int | None, date | None], counted_on: date | None
) -> tuple[int | None, int, int | None]:
    """A flow since the level was counted: unknown when it began before that."""
    value, low, high, began = flow
    if began is not None and counted_on is not None and began < counted_on:
        return None, min(0, low), high
    return value, low, high


def _reckon(unit: Unit, level: _Level, flows: Flows, day: date) -> Numbers:
    """Last present plus arrivals minus departures, at the least and at the most."""
    base = level.numbers
    none = (0, 0, 0, None)
    came, came_low, came_high = _since(flows.get("arrivals", none), level.counted_on)
    left, left_low, left_high = _since(flows.get("departures", none), level.counted_on)
    high = None
    if not base["opens"] and came_high is not None:
        high = base["high"] + came_high - left_low
    low = 0 if left_high is None else base["low"] + came_low - left_high
    if low < 0:
        low = max(low, high) if high is not None and high < 0 else 0
    states = [order_statements(unit.said[day, series])[0].review for series in flows]
    value = 0
    known = not base["without"] and came is not None and left is not None
    if came is not None and left is not None and known:
        value = base["value"] + came - left
    doubtful = base["unreviewed"] or any(state not in ("verified", "disputed") for state in states)
    disputed = base["disputed"] or "disputed" in states
    return {
        "value": value,
        "low": low,
        "high": high or 0,
        "opens": int(high is None),
        "without": int(not known),
        "unreviewed": value if doubtful else 0,
        "disputed": value if disputed else 0,
    }
