"""A unit's fold: from observations in day order to levels, running totals, derived levels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.amounts import NOTHING, Amount, Spread
from tracker.domain.counts import Form
from tracker.domain.indicators import Indicator
from tracker.domain.review import ReviewState
from tracker.domain.selection import Observation, amount_of
from tracker.domain.windows import COVERAGE, Window, find_window

FOLD_GROUPS: tuple[tuple[str, ...], ...] = (
    (Indicator.ARRIVALS, Indicator.DEPARTURES, Indicator.PRESENT),
    (Indicator.EVACUATED,),
    (Indicator.SHELTERED,),
    (Indicator.CAPACITY,),
    (Indicator.CAPACITY_STANDBY,),
    (Indicator.KILLED,),
    (Indicator.INJURED,),
    (Indicator.HOSPITALISED,),
    (Indicator.MISSING,),
    (COVERAGE,),
)
"""Series that must be folded together: people present follow from arrivals and departures."""


def group_of(key: str) -> tuple[str, ...]:
    """The group in which a series is folded."""
    return next(group for group in FOLD_GROUPS if key in group)


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """A unit's series after one day.

    `amount` is the level, or the running total of a tally, after the day. `observation` is None for
    a derived level. `counted` says for a tally whether any day up to here added into totals.
    `lump_days` is the number of days that a jump of the running total covers (0: no lump), `fallen`
    by how much a running total fell, `gap` reported minus reckoned people present (None where there
    was nothing to compare). `outside` is the part of a running total that came on days that do not
    add into totals; `base` the day of the counted level that a derived one goes back to.
    """

    day: date
    amount: Amount
    observation: Observation | None
    counted: bool = False
    lump_days: int = 0
    fallen: int = 0
    gap: int | None = None
    outside: int = 0
    base: date | None = None

    @property
    def share(self) -> Amount:
        """What a tally adds into totals: its running total without what came outside."""
        if not self.counted:
            return NOTHING
        amount, outside = self.amount, self.outside
        if not outside:
            return amount
        value = amount.value - outside
        return Amount(
            value=value,
            low=max(0, amount.low - outside),
            high=max(0, amount.high - outside),
            open_highs=amount.open_highs,
            without_value=amount.without_value,
            unreviewed=max(0, min(amount.unreviewed, value)),
            disputed=max(0, min(amount.disputed, value)),
        )


def fold_group(
    group: Sequence[str],
    before: Mapping[str, Point],
    observations: Mapping[date, Mapping[str, Observation]],
    windows: Mapping[str, tuple[Window, ...]],
    start: date,
) -> Iterator[tuple[date, dict[str, Point]]]:
    """Points of each day that has any, in day order.

    `before` is the last point of each series before the first day of `observations`; `start` is the
    first day of the operation, from which the first total so far counts.
    """
    last = dict(before)
    for day in sorted(observations):
        points: dict[str, Point] = {}
        for key in group:
            point = _next_point(key, last, points, observations[day].get(key), day, windows, start)
            if point is not None:
                points[key] = point
        last.update(points)
        yield day, points


def _next_point(  # noqa: PLR0917 (the fold hands over its state)
    key: str,
    last: Mapping[str, Point],
    today: Mapping[str, Point],
    observation: Observation | None,
    day: date,
    windows: Mapping[str, tuple[Window, ...]],
    start: date,
) -> Point | None:
    if key == COVERAGE:
        return Point(day=day, amount=NOTHING, observation=observation) if observation else None
    if key == Indicator.PRESENT:
        return _next_present(last, today, observation, day, windows[key])
    if observation is None:
        return None
    if observation.form is Form.LEVEL:
        return Point(day=day, amount=observation.amount, observation=observation)
    counting = find_window(windows[key], day) is not None
    return _next_tally(last.get(key), observation, start, counting=counting)


def _next_tally(
    last: Point | None, observation: Observation, start: date, *, counting: bool
) -> Point:
    before = last.amount if last else NOTHING
    after = _apply(before, observation)
    rose = after.value - before.value
    return Point(
        day=observation.day,
        amount=after,
        observation=observation,
        counted=counting or (last is not None and last.counted),
        lump_days=_lump_days(last, observation, rose, start),
        fallen=max(0, -rose),
        outside=(last.outside if last else 0) + (0 if counting else rose),
    )


def _apply(before: Amount, observation: Observation) -> Amount:
    """The running total after an observation: new adds, total sets; rivals widen the bounds.

    A total so far without a value sets the bounds only: what was known by value stays known.
    """
    own = observation.amount
    if observation.form is Form.NEW:
        after = before + own
        if after.without_value > 1:
            after = replace(after, without_value=1)
    elif observation.value is None:
        known = replace(before, low=own.low, high=own.high, open_highs=own.open_highs)
        after = replace(known, without_value=1)
    else:
        after = own
    if observation.other is None:
        return after
    rival = amount_of(None, observation.other, ReviewState.UNREVIEWED)
    if observation.form is Form.TOTAL:
        rival = before + rival
    wide = Spread(low=after.low, high=after.upper).widen(Spread(low=rival.low, high=rival.upper))
    return Amount(
        value=after.value,
        low=wide.low,
        high=wide.high or 0,
        open_highs=int(wide.high is None),
        without_value=after.without_value,
        unreviewed=after.unreviewed,
        disputed=after.disputed,
    )


def _lump_days(last: Point | None, observation: Observation, rose: int, start: date) -> int:
    if observation.form is not Form.TOTAL or rose <= 0:
        return 0
    known_since = last.day if last and not last.amount.without_value else None
    covered = (observation.day - (known_since or start)).days + (0 if known_since else 1)
    return covered if covered > 1 else 0


def _next_present(
    last: Mapping[str, Point],
    today: Mapping[str, Point],
    observation: Observation | None,
    day: date,
    windows: Sequence[Window],
) -> Point | None:
    base = last.get(Indicator.PRESENT)
    window = find_window(windows, day)
    if base is not None and (window is None or not window.holds(base.day)):
        base = None
    flows = {key: today[key] for key in (Indicator.ARRIVALS, Indicator.DEPARTURES) if key in today}
    if observation is None:
        if base is None or not flows:
            return None
        since = base.base or base.day
        return Point(day=day, amount=_reckon(base, last, flows), observation=None, base=since)
    gap = None
    if base is not None and (flows or base.observation is None):
        reckoned = _reckon(base, last, flows)
        if observation.value is not None and not reckoned.without_value:
            gap = observation.value - reckoned.value
    return Point(day=day, amount=observation.amount, observation=observation, gap=gap)


def _reckon(point: Point, last: Mapping[str, Point], flows: Mapping[Indicator, Point]) -> Amount:
    """The level that follows from the last one and the day's flows, with its bounds.

    The level is negative where more left than there were, which tells that a number is wrong;
    its low is 0 as long as that can be true.
    """
    base, since = point.amount, point.base or point.day
    came = _flow_of_day(Indicator.ARRIVALS, last, flows, since)
    left = _flow_of_day(Indicator.DEPARTURES, last, flows, since)
    known = not base.without_value and came.value is not None and left.value is not None
    value = base.value + (came.value or 0) - (left.value or 0) if known else 0
    high = None
    if base.upper is not None and came.bounds.high is not None:
        high = base.upper + came.bounds.high - left.bounds.low
    low = 0 if left.bounds.high is None else base.low + came.bounds.low - left.bounds.high
    doubtful = base.unreviewed or _any_state(flows, settled=True)
    disputed = base.disputed or _any_state(flows, settled=False)
    return Amount(
        value=value,
        low=max(low, 0 if high is None else min(0, high)),
        high=high or 0,
        open_highs=int(high is None),
        without_value=int(not known),
        unreviewed=value if doubtful else 0,
        disputed=value if disputed else 0,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Flow:
    """What a tally added on one day; `value` None where that is not known."""

    value: int | None
    bounds: Spread


def _flow_of_day(
    key: Indicator, last: Mapping[str, Point], flows: Mapping[Indicator, Point], since: date
) -> _Flow:
    """What a tally's observation of the day adds: new as is, a total so far less the one before.

    A jump that began before the day `since` of the counted level is in that level to a part that
    nobody knows: it has no value then, and may be anything from nothing to the whole.
    """
    observation = flows[key].observation if key in flows else None
    if observation is None:
        return _Flow(value=0, bounds=Spread(low=0, high=0))
    before = last[key].amount if key in last else NOTHING
    rivals = observation.other
    if observation.form is Form.NEW:
        own = observation.same
        return _Flow(value=observation.value, bounds=_widen(own, rivals and _less(rivals, before)))
    bounds = _widen(_less(observation.same, before), rivals)
    if key not in last or last[key].day < since:
        return _Flow(value=None, bounds=Spread(low=min(0, bounds.low), high=bounds.high))
    known = observation.value is not None and not before.without_value
    return _Flow(value=(observation.value or 0) - before.value if known else None, bounds=bounds)


def _less(total: Spread, before: Amount) -> Spread:
    """Bounds of what a total so far adds to the running total before it."""
    return Spread(
        low=0 if before.upper is None else total.low - before.upper,
        high=None if total.high is None else total.high - before.low,
    )


def _widen(own: Spread, rivals: Spread | None) -> Spread:
    return own.widen(rivals) if rivals else own


def _any_state(flows: Mapping[Indicator, Point], *, settled: bool) -> bool:
    states = [point.observation.review for point in flows.values() if point.observation]
    if settled:
        return any(state not in (ReviewState.VERIFIED, ReviewState.DISPUTED) for state in states)
    return any(state is ReviewState.DISPUTED for state in states)
