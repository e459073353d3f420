"""What changed between two moments in the totals of places, and through which acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.domain.folds import group_of
from tracker.domain.indicators import Indicator
from tracker.domain.published import Difference
from tracker.recording.causes import Cause, list_causes
from tracker.totals.known.differences import find_known_differences
from tracker.totals.known.past import Past


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """Differences by indicator and days up to `until`, and the newest acts that made them.

    `has_more`: there are older acts that made them, too.
    Days after `until` had not come at the earlier moment, so that nothing is compared there.
    """

    until: date
    differences: tuple[tuple[Indicator, Difference], ...]
    causes: tuple[Cause, ...]
    has_more: bool


def compare(
    session: Session,
    place_ids: Sequence[int] | None,
    earlier: datetime,
    later: datetime,
    *,
    most: int,
) -> Comparison:
    """Compare what was known of places (None: the operation) at two moments.

    At most `most` acts are told.

    Acts on numbers that the totals do not show, as of a shelter that was closed on the day, are no
    causes.
    """
    before, after = Past(session, earlier), Past(session, later)
    differences = tuple(find_known_differences(session, place_ids, before, after))
    changed = {key for indicator, _ in differences for key in group_of(indicator)}
    causes = (
        list_causes(
            session, place_ids, (earlier, later), before.until, indicators=changed, most=most + 1
        )
        if changed
        else ()
    )
    return Comparison(
        until=before.until,
        differences=differences,
        causes=causes[:most],
        has_more=len(causes) > most,
    )
