"""What changed between two moments in the totals of places, and through which acts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from tracker.domain.folds import group_of
from tracker.recording.causes import Cause, list_causes
from tracker.recording.joint_acts import Effect, JointAct, join_decisions, list_imports
from tracker.recording.register_causes import RegisterCause, list_register_causes
from tracker.totals.known.differences import find_known_differences
from tracker.totals.known.past import Past

Told = Cause | JointAct | RegisterCause
"""An act on one report or ruling, one about many reports at once, or a change of the registers."""

WORKED_OUT = 2
"""So many joint acts, the newest, are told with what they changed by themselves: it takes two more
looks back for each."""

JUST_BEFORE = timedelta(microseconds=1)
"""So long before an act nothing was known of it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """Differences by indicator and days up to `until`, and the newest acts that made them.

    `acts` are newest first; `has_more`: there are older acts that made them, too.
    Days after `until` had not come at the earlier moment, so that nothing is compared there.
    """

    until: date
    differences: Effect
    acts: tuple[Told, ...]
    has_more: bool


def compare(
    session: Session,
    place_ids: Sequence[int] | None,
    earlier: datetime,
    later: datetime,
    *,
    most: int,
    seen: Collection[int] | None = None,
) -> Comparison:
    """Compare what was known of places (None: the operation) at two moments.

    At most `most` acts are told, where what many reports had in common is one: an import, the
    undoing of one, decisions made at once with one reason. Told is what was done about all that
    lies in the places, or lay in them at one of the moments; of that about `seen` places, if given.

    Acts on numbers that the totals do not show, as of a shelter that was closed on the day, are no
    causes; the change of the register that took it out of them is one.
    """
    before, after = Past(session, earlier), Past(session, later)
    differences = tuple(find_known_differences(session, place_ids, before, after))
    told: list[Told] = []
    has_more = False
    if differences:
        asked = _Asked(session, place_ids, (before, after), seen)
        changed = {key for indicator, _ in differences for key in group_of(indicator)}
        told, has_more = asked.list_acts(changed, most)
    return Comparison(
        until=before.until, differences=differences, acts=tuple(told), has_more=has_more
    )


class _Asked:
    """What is asked for: places and moments; nothing is told but of `seen` places, if given."""

    def __init__(
        self,
        session: Session,
        place_ids: Sequence[int] | None,
        pasts: tuple[Past, Past],
        seen: Collection[int] | None,
    ) -> None:
        earlier, later = pasts
        self._session = session
        self._place_ids = place_ids
        self._between = earlier.moment, later.moment
        self._until = earlier.until
        within = {at for past in pasts for at in past.registers.list_beneath(place_ids)}
        self._within = sorted(within if seen is None else within.intersection(seen))

    def list_acts(self, indicators: Collection[str], most: int) -> tuple[list[Told], bool]:
        """The newest acts that changed any of the indicators, and whether there are older ones."""
        asked = (self._between, self._until)
        causes = list_causes(
            self._session, self._within, *asked, indicators=indicators, most=most + 1
        )
        has_more = len(causes) > most
        told: list[Told] = [*join_decisions(causes[:most])]
        # Older than the oldest of the causes there may be others, which are not told.
        since = causes[most - 1].act.recorded_at if has_more else self._between[0]
        told += [
            act
            for act in list_imports(self._session, self._within, *asked)
            if act.recorded_at >= since
        ]
        registers = list_register_causes(
            self._session, self._place_ids, *asked, indicators=indicators, most=most + 1
        )
        told += [act for act in registers if act.recorded_at >= since]
        told.sort(key=_moment_of, reverse=True)
        has_more = has_more or len(told) > most
        return [*self._work_out(told[:most], indicators)], has_more

    def _work_out(self, told: Iterable[Told], indicators: Collection[str]) -> Iterator[Told]:
        """The acts, without imports that changed nothing of these indicators."""
        left = WORKED_OUT
        for act in told:
            if not isinstance(act, JointAct) or not left:
                yield act
                continue
            left -= 1
            effect = self._find_effect(act.recorded_at)
            if any(indicator in indicators for indicator, _ in effect):
                yield replace(act, effect=effect)

    def _find_effect(self, moment: datetime) -> Effect:
        """What acts of one moment changed in the totals, on days up to `until`."""
        before = Past(self._session, moment - JUST_BEFORE)
        after = Past(self._session, moment)
        found = find_known_differences(self._session, self._place_ids, before, after)
        return tuple(
            (indicator, difference.cut(self._until))
            for indicator, difference in found
            if difference.first <= self._until
        )


def _moment_of(told: Told) -> datetime:
    return told.act.recorded_at if isinstance(told, Cause) else told.recorded_at
