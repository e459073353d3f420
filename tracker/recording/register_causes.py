"""Changes of the registers that made totals other ones between two moments."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.domain.indicators import Indicator
from tracker.domain.published import ActKind, Difference
from tracker.recording.published import ToldAct, Wanted, list_acts
from tracker.totals.beneath import split_places

BATCH = 500
"""Acts that are read at once, of which not all need have changed the indicators."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterCause:
    """A change of what a place counts for: `changed` says it in a sentence without a full stop.

    `effect` is what it made of published totals of the places asked for, by indicator and days.
    """

    place_id: int
    place_name: str
    changed: str
    person_name: str
    recorded_at: datetime
    effect: tuple[tuple[Indicator, Difference], ...]


def list_register_causes(
    session: Session,
    place_ids: Sequence[int] | None,
    between: tuple[datetime, datetime],
    until: date,
    *,
    indicators: Collection[str],
    most: int,
) -> list[RegisterCause]:
    """The newest of these acts between the moments that changed the indicators, newest first.

    Days up to `until` that were published when the act was made are looked at. Changes of the
    settings are none: these are in every view what they are now.
    """
    earlier, later = between
    if place_ids is None:
        place_ids = split_places(session, None)[1]
    wanted = Wanted(place_ids=tuple(place_ids), kind=ActKind.REGISTER, last=until)
    causes: list[RegisterCause] = []
    before: int | None = None
    while len(causes) < most:
        found = list_acts(session, wanted, limit=BATCH, before=before, known_at=later)
        since = [act for act in found if act.recorded_at > earlier]
        told = (_make(act, until, indicators) for act in since)
        causes += [cause for cause in told if cause is not None]
        if len(found) < BATCH or not since:
            break
        before = found[-1].act_id
    return causes[:most]


def _make(act: ToldAct, until: date, indicators: Collection[str]) -> RegisterCause | None:
    effect = tuple(
        (change.indicator, change.difference.cut(until))
        for change in act.changes
        if change.indicator in indicators
    )
    if act.place_id is None or act.place_name is None or not effect:
        return None
    return RegisterCause(
        place_id=act.place_id,
        place_name=act.place_name,
        changed=act.reason or "",
        person_name=act.person_name,
        recorded_at=act.recorded_at,
        effect=effect,
    )
