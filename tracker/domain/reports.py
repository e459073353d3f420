"""Reports as they travel: what is sent, what a revision holds, and what stands in the end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from tracker.domain.counts import Count
from tracker.domain.falls import Fall, Move
from tracker.domain.indicators import Indicator
from tracker.domain.review import (
    DecisionKind,
    ReviewState,
    review_after_correction,
    review_after_decision,
)


class RevisionKind(StrEnum):
    """The acts of a coordinator on a report."""

    ORIGINAL = "original"
    CORRECTION = "correction"
    WITHDRAWAL = "withdrawal"


class Channel(StrEnum):
    """How a revision came in."""

    FORM = "form"
    UNCHANGED = "unchanged"
    BULK = "bulk"
    PHONE = "phone"
    """By an app that knows nothing of earlier numbers, so that nobody was asked about any."""
    API = "api"
    """By a program, which confirms warnings as a form does."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SoftWarning:
    """A soft warning that the person confirmed, kept with the revision.

    `code` names the rule, `indicator` the count it is about (None: the report as a whole),
    `message` the words shown. `suggested` is the number that was probably meant; it is offered and
    not kept.
    """

    code: str
    indicator: Indicator | None
    message: str
    suggested: int | None = None

    @property
    def key(self) -> str:
        """What a confirmation names: `code` or `code:indicator`."""
        return f"{self.code}:{self.indicator}" if self.indicator else self.code


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportDraft:
    """A new report as sent: one source's statement about one area or unit for one day.

    `confirmed` holds the keys of the soft warnings that the person confirmed, `falls` why running
    totals fell. What comes by phone is not asked about: its warnings are kept for a reviewer.
    """

    submission_id: UUID
    place_id: int
    day: date
    source_id: int
    person_id: int
    counts: tuple[Count, ...]
    note: str | None = None
    channel: Channel = Channel.FORM
    confirmed: frozenset[str] = frozenset()
    falls: tuple[Fall, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class CorrectionDraft:
    """A correction as sent: the report's counts anew, based on revision `based_on` (its seq).

    `move` are people to be moved from one of these counts to another; what comes by phone is not
    asked about, as for new reports.
    """

    submission_id: UUID
    report_id: int
    based_on: int
    person_id: int
    counts: tuple[Count, ...]
    reason: str
    note: str | None = None
    confirmed: frozenset[str] = frozenset()
    falls: tuple[Fall, ...] = ()
    move: Move | None = None
    channel: Channel = Channel.FORM


@dataclass(frozen=True, kw_only=True, slots=True)
class WithdrawalDraft:
    """A withdrawal as sent, based on revision `based_on` (its seq)."""

    submission_id: UUID
    report_id: int
    based_on: int
    person_id: int
    reason: str
    channel: Channel = Channel.FORM


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionDraft:
    """A reviewer's decision about revision `seq`; a preference may name one indicator.

    `submission_id` is what a program calls it by, so that it is made once however often sent.
    """

    report_id: int
    seq: int
    kind: DecisionKind
    person_id: int
    reason: str | None = None
    indicator: Indicator | None = None
    submission_id: UUID | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """The reviewer who recorded a submission that had come twice, and why."""

    person_name: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Revision:
    """One append-only entry of a report. `seq` counts from 1 within the report.

    `falls` say why running totals fell, and which people moved to another count. `settled` is None
    for all that was recorded when its author sent it.
    """

    revision_id: int
    seq: int
    kind: RevisionKind
    counts: tuple[Count, ...]
    note: str | None
    reason: str | None
    channel: Channel
    confirmed: tuple[SoftWarning, ...]
    person_id: int
    person_name: str
    recorded_at: datetime
    falls: tuple[Fall, ...] = ()
    settled: Settled | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """One append-only entry of a reviewer, with what it changed in the unit's own series."""

    decision_id: int
    seq: int
    kind: DecisionKind
    reason: str | None
    indicator: Indicator | None
    person_id: int
    person_name: str
    recorded_at: datetime
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What stands of a report after its revisions and decisions."""

    seq: int
    withdrawn: bool
    review: ReviewState

    @property
    def counts(self) -> bool:
        """Whether the report is a candidate for totals."""
        return not self.withdrawn and self.review.counts


def fold_standing(
    acts: Iterable[tuple[int, RevisionKind] | tuple[int, DecisionKind]],
) -> Standing | None:
    """What stands after acts in the order of recording; None before the original.

    Each act is (seq, kind): for a revision its own seq, for a decision that of the revision decided
    on. A decision about an outdated revision changes nothing.

    >>> fold_standing(
    ...     [(1, RevisionKind.ORIGINAL), (1, DecisionKind.VERIFIED), (2, RevisionKind.CORRECTION)]
    ... )
    Standing(seq=2, withdrawn=False, review=<ReviewState.CHANGED: 'changed'>)
    """
    standing: Standing | None = None
    for seq, kind in acts:
        if isinstance(kind, RevisionKind):
            review = standing.review if standing else ReviewState.UNREVIEWED
            if kind is RevisionKind.CORRECTION:
                review = review_after_correction(review)
            withdrawn = kind is RevisionKind.WITHDRAWAL
            standing = Standing(seq=seq, withdrawn=withdrawn, review=review)
        elif standing is not None and seq == standing.seq:
            review = review_after_decision(standing.review, kind)
            standing = Standing(seq=standing.seq, withdrawn=standing.withdrawn, review=review)
    return standing


def fold_report(
    revisions: Iterable[tuple[int, RevisionKind]], decisions: Sequence[tuple[int, DecisionKind]]
) -> Standing | None:
    """What stands of a report after its revisions by seq and its decisions in their order.

    A decision about revision n lies between revision n and n + 1.
    """
    acts: list[tuple[int, RevisionKind] | tuple[int, DecisionKind]] = []
    for seq, kind in revisions:
        acts.append((seq, kind))
        acts += [(about, decided) for about, decided in decisions if about == seq]
    return fold_standing(acts)


@dataclass(frozen=True, kw_only=True, slots=True)
class Effect:
    """How an act changed a unit's own series on a day: level or running total before and after."""

    indicator: Indicator
    day: date
    before: int | None
    after: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """The answer to a submission; `repeated`: it had been accepted before."""

    report_id: int
    seq: int
    kind: RevisionKind
    repeated: bool
    effects: tuple[Effect, ...]
