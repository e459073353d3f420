"""Check what is sent before it is kept: hard, soft, and what must be said of totals that fall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.checks import EntryContext, check_hard, check_soft
from tracker.domain.checks.falls import check_falls, complete_falls, list_fallen
from tracker.domain.checks.limits import NOUNS
from tracker.domain.counts import Count
from tracker.domain.errors import InvalidCount, InvalidField, InvalidReport, NeedsConfirmation
from tracker.domain.falls import Fall, FallKind
from tracker.domain.indicators import Indicator
from tracker.domain.reports import Channel, SoftWarning


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """What a person says of totals that fall: their kinds, and the reason.

    The reason of a new report is its note. `moved` is the number from which a correction moves
    people: that explains it.
    """

    falls: tuple[Fall, ...]
    reason: str | None
    moved: Indicator | None = None

    @property
    def by_indicator(self) -> dict[Indicator, Fall]:
        """The kinds by what fell."""
        return {fall.indicator: fall for fall in self.falls}

    def check_reason(self, fallen: Sequence[Indicator]) -> Iterator[InvalidField]:
        """The reason, where it is missing."""
        if fallen and not (self.reason or "").strip():
            names = " and of ".join(NOUNS[indicator] for indicator in fallen)
            yield InvalidField("note", f"Enter in the note why the total of {names} fell")


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """What is kept of the checks: the warnings, and why totals fell."""

    warnings: tuple[SoftWarning, ...]
    falls: tuple[Fall, ...]


def check_sent(
    day: date,
    counts: Sequence[Count],
    context: EntryContext,
    confirmed: frozenset[str],
    said: Explanation,
    *,
    channel: Channel,
) -> Checked:
    """Check what came by a channel: phones are not asked, everybody else confirms warnings."""
    if channel is Channel.PHONE:
        return keep_for_review(day, counts, context, said)
    return check_counts(day, counts, context, confirmed, said)


def keep_for_review(
    day: date, counts: Sequence[Count], context: EntryContext, said: Explanation
) -> Checked:
    """Hard checks only; the soft warnings are kept for a reviewer, for nobody could be asked.

    A running total that falls without a word counts as a correction.
    """
    problems = check_hard(day, counts, context)
    if problems:
        raise InvalidReport(problems)
    warnings = check_soft(day, counts, context)
    fallen = list_fallen(warnings)
    plain = {found: Fall(indicator=found, kind=FallKind.CORRECTION) for found in fallen}
    falls = complete_falls(fallen, plain | said.by_indicator, counts, context)
    return Checked(warnings=warnings, falls=falls)


def check_counts(
    day: date,
    counts: Sequence[Count],
    context: EntryContext,
    confirmed: frozenset[str],
    said: Explanation,
) -> Checked:
    """Hard checks, then the soft warnings, all of which must be confirmed.

    A running total that falls needs its kind and a reason beside the confirmation.
    """
    problems = check_hard(day, counts, context)
    if problems:
        raise InvalidReport(problems)
    warnings = check_soft(day, counts, context)
    if any(warning.key not in confirmed for warning in warnings):
        raise NeedsConfirmation(warnings)
    fallen = [indicator for indicator in list_fallen(warnings) if indicator != said.moved]
    missing: list[InvalidCount | InvalidField] = list(
        check_falls(fallen, said.by_indicator, counts, context)
    )
    missing += said.check_reason(fallen)
    if missing:
        raise InvalidReport(tuple(missing), warnings)
    return Checked(
        warnings=warnings, falls=complete_falls(fallen, said.by_indicator, counts, context)
    )
