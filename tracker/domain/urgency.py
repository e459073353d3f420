"""Why a report waits for a reviewer, and which of those that wait comes first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum

from tracker.domain.checks.limits import GAP
from tracker.domain.checks.soft import FALL
from tracker.domain.folds import Point
from tracker.domain.indicators import Indicator
from tracker.domain.reports import Channel


class Reason(StrEnum):
    """What a reviewer should look at, most urgent first.

    A soft warning that was confirmed, or that a phone could not show; another source that says
    something else; people present that do not follow from arrivals and departures; a running total
    that fell; a late report that changed a day which was published; one of the first reports of a
    person.
    """

    WARNED = "warned"
    RIVAL = "rival"
    GAP = "gap"
    FALL = "fall"
    LATE = "late"
    NEWCOMER = "newcomer"


FIRST_REPORTS = 3
"""How many reports of a person are looked at because nobody knows yet how they count."""

DOUBTS = frozenset({Reason.GAP, Reason.FALL})
"""Reasons that lie in the unit's series, and come and go with reports about other days."""

_OWN_REASON = frozenset({"gap", FALL, "late"})
"""Soft warnings that are reasons of their own."""

_WEIGHTS = {reason: 1 << power for power, reason in enumerate(reversed(Reason))}


def weigh(reasons: Iterable[Reason]) -> int:
    """Reasons as bits of one number, the most urgent the highest."""
    return sum(_WEIGHTS[reason] for reason in set(reasons))


LAST_RANK = weigh(tuple(Reason))
"""The rank of a report that waits for no reason but that nobody looked at it."""


def rank_of(reasons: Collection[Reason]) -> int:
    """Where reports with these reasons stand in the queue: the smallest rank comes first.

    The bits are the reasons that are missing. So the most urgent reason decides, then the next,
    and a reason more never puts a report further back.

    >>> rank_of({Reason.RIVAL}) < rank_of({Reason.GAP, Reason.FALL}) < rank_of({Reason.GAP})
    True
    """
    return LAST_RANK - weigh(reasons)


def reasons_of(rank: int) -> tuple[Reason, ...]:
    """The reasons behind a rank, most urgent first."""
    return tuple(reason for reason in Reason if not rank & _WEIGHTS[reason])


def is_warned(codes: Iterable[str], channel: Channel) -> bool:
    """Whether a soft warning that is no reason of its own was confirmed, or could not be shown.

    Who confirms that nothing changed is not asked, so has not been warned.
    """
    return channel is not Channel.UNCHANGED and any(code not in _OWN_REASON for code in codes)


def judge_point(indicator: str, value: int, gap: int | None, fallen: int) -> Reason | None:
    """The doubt that lies in a unit's point: `value` is its level, `gap` and `fallen` as in it."""
    if indicator == Indicator.PRESENT and gap is not None and GAP.is_wide(gap, value - gap):
        return Reason.GAP
    return Reason.FALL if fallen else None


def find_doubts(points: Mapping[str, Point]) -> dict[int, set[Reason]]:
    """The doubts in a day's points of a unit, by the report whose count was selected."""
    doubts: dict[int, set[Reason]] = {}
    for key, point in points.items():
        doubt = judge_point(key, point.amount.value, point.gap, point.fallen)
        if doubt is not None and point.observation is not None:
            doubts.setdefault(point.observation.report_id, set()).add(doubt)
    return doubts
