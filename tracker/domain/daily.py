"""Daily values of a total: the running sum of changes, ready for charts and tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from tracker.domain.changes import STATE_MEASURES, Change
from tracker.domain.days import iterate_days


@dataclass(frozen=True, kw_only=True, slots=True)
class DayTotal:
    """A series of an area or unit on one day.

    `value`, `low` and `high` are the level or the running total; `value` is None where no unit has
    a value, `low` is None where no unit is known at all, `high` is None where it is open. `new` is
    what a tally added that day (falls taken out, see `fallen`), None where nobody gave a number;
    `new_low` and `new_high` are its bounds, None where nobody reported or where they are open.
    `unreviewed` and `disputed` are the parts of `value` in that state.

    Units: `expected` (only in the coverage series), `known` (have a value or words), `reporting`
    (observed on the day), `derived` (level reckoned from flows), `carried` (known, neither observed
    nor derived), `stale` (carried longer than the limit), `without_value` (words or range only),
    `corrected` and `contested` (observed on the day, corrected, or with sources that disagree by
    more than the operation's limit). `lumped`
    people came in `lumps` jumps that cover more than the day; `gap` is reported minus reckoned
    people present, over `gaps` units, None without any.
    """

    day: date
    value: int | None
    low: int | None
    high: int | None
    new: int | None
    fallen: int
    unreviewed: int
    disputed: int
    without_value: int
    expected: int
    known: int
    reporting: int
    derived: int
    carried: int
    stale: int
    corrected: int
    contested: int
    lumped: int
    lumps: int
    gap: int | None
    new_low: int | None = None
    new_high: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Total:
    """What a total is on a day; see DayTotal for what None means."""

    value: int | None
    low: int | None
    high: int | None


def total_of(state: Mapping[str, int]) -> Total:
    """The total that the running sums of the state measures say."""
    known = state["known"]
    with_value = known > state["without_value"] or state["value"] != 0
    return Total(
        value=state["value"] if with_value else None,
        low=state["low"] if known else None,
        high=state["high"] if known and not state["open_highs"] else None,
    )


def accumulate(  # noqa: PLR0917 (all that a running sum needs)
    before: Change,
    lapsed_before: int,
    lapses: Mapping[date, int],
    changes: Mapping[date, Change],
    first: date,
    last: date,
    stale_after: int,
) -> tuple[DayTotal, ...]:
    """Daily values from `first` to `last`.

    `before` holds the state measures summed over all days before `first`; `lapsed_before` the
    lapses of counts that were already stale on the day before `first`; `lapses` the lapses by day
    of the `stale_after + 1` days before `first`; `changes` the changes from `first` on.
    """
    state = {name: getattr(before, name) for name in STATE_MEASURES}
    lapsed = lapsed_before
    shift = timedelta(days=stale_after + 1)
    days: list[DayTotal] = []
    for day in iterate_days(first, last):
        change = changes.get(day)
        if change is not None:
            for name in STATE_MEASURES:
                state[name] += getattr(change, name)
        gone = day - shift
        past = changes.get(gone) if gone >= first else None
        lapsed += past.lapses if past else lapses.get(gone, 0)
        days.append(_make_day(day, state, lapsed, change))
    return tuple(days)


def total_on(day: date, before: Change, lapsed: int, change: Change) -> DayTotal:
    """The value of a single day: `before` holds the state, `lapsed` the lapses that have come due.

    The same as `accumulate` gives, for many series at once in a fifth of its time.
    """
    state = {name: getattr(before, name) + getattr(change, name) for name in STATE_MEASURES}
    return _make_day(day, state, lapsed, change)


_QUIET = Change()


def _make_day(day: date, state: Mapping[str, int], lapsed: int, change: Change | None) -> DayTotal:
    today = change or _QUIET
    known, total = state["known"], total_of(state)
    new = today.value + today.fallen if today.reporting > today.worded else None
    bounds = _bound_new(new, today, is_open=state["open_highs"] > 0)
    return DayTotal(
        day=day,
        value=total.value,
        low=total.low,
        high=total.high,
        new=new,
        fallen=today.fallen,
        unreviewed=state["unreviewed"],
        disputed=state["disputed"],
        without_value=state["without_value"],
        expected=state["expected"],
        known=known,
        reporting=today.reporting,
        derived=state["derived"],
        carried=max(0, known - today.reporting - state["derived"]),
        stale=lapsed - state["resumed"],
        corrected=today.corrected,
        contested=today.contested,
        lumped=today.lumped,
        lumps=today.lumps,
        gap=today.gap if today.gaps else None,
        new_low=bounds.low,
        new_high=bounds.high,
    )


class _Bounds(NamedTuple):
    low: int | None
    high: int | None


_OPEN = _Bounds(None, None)


def _bound_new(new: int | None, today: Change, *, is_open: bool) -> _Bounds:
    """From where to where what is new goes: by how much the bounds of the running total moved.

    `is_open` says whether the running total is. Two totals so far are taken to be wrong in the same
    direction: a source that says too much says so each day. Where the one before had no upper
    bound, nothing is known of the difference; zero under an open bound is one that nobody stated.
    """
    if not today.reporting or today.open_highs < 0:
        return _OPEN
    low, high = today.low + today.fallen, today.high + today.fallen
    if today.open_highs > 0:
        least = low if new is None else min(low, new)
        return _Bounds(least if least > 0 else None, None)
    if is_open and new is not None and high < new:
        return _OPEN
    reach = (low, high) if new is None else (low, high, new)
    return _Bounds(max(0, min(reach)), max(0, *reach))
