"""What a reader of a situation report must know first: that it is provisional, or an example."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.charts.sentences.others import OTHERS
from tracker.charts.series.levels import LevelPoint, read_level
from tracker.charts.wording import phrase_share
from tracker.web.shared.formats import moment
from tracker.web.situation.gathering import Situation

EXAMPLE = "Example operation: claims as published, daily counts invented."


def list_notices(situation: Situation) -> Iterator[str]:
    """The notices, the weightiest first."""
    operation, day = situation.lookback.operation, situation.day
    if operation.is_example:
        yield EXAMPLE
    shares = list(_list_shares(situation))
    if shares:
        yield f"Provisional: nobody has verified yet {_join(shares)}."
    deadline = operation.clock.deadline_of(day)
    if situation.known_at <= deadline:
        yield (
            "Provisional: reports about this day are on time until "
            f"{moment(deadline)}, and more may come."
        )


def _list_shares(situation: Situation) -> Iterator[str]:
    """Which share of which number comes from reports without a review."""
    last, totals = situation.numbers.series.days[-1], situation.numbers.totals
    named: list[tuple[str, LevelPoint]] = [
        ("people sheltered", last.sheltered),
        ("usable places", last.capacity),
        ("displaced people present", last.present),
    ]
    named += [
        (indicator.definition.label.lower(), read_level(totals[indicator][-1]))
        for indicator in OTHERS
    ]
    for name, point in named:
        if point.unreviewed and point.counted:
            yield f"{phrase_share(point.unreviewed, point.counted)} of {name}"


def _join(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
