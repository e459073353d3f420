"""What people do in the example, each act at its moment, and how the acts are carried out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy.orm import Session

from tracker.domain.counts import Count
from tracker.domain.errors import NeedsConfirmation, SubmissionConflict
from tracker.domain.falls import Fall, Move
from tracker.domain.indicators import Indicator
from tracker.domain.reports import CorrectionDraft, DecisionDraft, ReportDraft, WithdrawalDraft
from tracker.domain.review import DecisionKind
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.decisions import decide
from tracker.recording.history import load_report
from tracker.recording.reports import confirm_unchanged, record_report

Progress = Callable[[int, int], None]
"""Called with acts done and acts in all."""


class Desk(StrEnum):
    """Who enters reports: for the city of Kursk, for the border, for the rest of the region."""

    CITY = "city"
    BORDER = "border"
    REGION = "region"


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """A report. `source` None is the desk's own; `key` is what later acts know it by.

    `falls` say why totals so far are lower than they were.
    """

    moment: datetime
    place: str
    day: date
    desk: Desk
    counts: tuple[Count, ...]
    note: str | None = None
    source: str | None = None
    falls: tuple[Fall, ...] = ()

    @property
    def key(self) -> str:
        return name_report(self.place, self.day, self.source)


@dataclass(frozen=True, kw_only=True, slots=True)
class Unchanged:
    """A report that nothing changed."""

    moment: datetime
    place: str
    day: date
    desk: Desk

    @property
    def key(self) -> str:
        return name_report(self.place, self.day)


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """The counts of a report anew, or people moved from one of them to another."""

    moment: datetime
    key: str
    desk: Desk
    counts: tuple[Count, ...]
    reason: str
    move: Move | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Withdrawal:
    """A report taken back."""

    moment: datetime
    key: str
    desk: Desk
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """What the reviewer decides about a report as it stands."""

    moment: datetime
    key: str
    kind: DecisionKind
    reason: str | None = None
    indicator: Indicator | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Resending:
    """A report whose form was sent once more, under its number, with other counts."""

    moment: datetime
    key: str
    counts: tuple[Count, ...]
    note: str


Act = Statement | Unchanged | Correction | Withdrawal | Judgement | Resending


def name_report(place: str, day: date, source: str | None = None) -> str:
    """The key of a report; without a source that of the desk's own."""
    return f"{place} {day}" + (f" {source}" if source else "")


@dataclass(kw_only=True, slots=True)
class Stage:
    """Where the acts take place: ids by name, and revisions made so far by report key."""

    session: Session
    places: Mapping[str, int]
    sources: Mapping[str, int]
    desks: Mapping[Desk, int]
    reviewer: int
    made: dict[str, tuple[int, int]] = field(default_factory=dict)


def perform(stage: Stage, acts: Sequence[Act], progress: Progress | None = None) -> None:
    """Carry out the acts in the order of their moments."""
    ordered = sorted(acts, key=lambda act: act.moment)
    for done, act in enumerate(ordered, start=1):
        _carry_out(stage, act)
        if progress:
            progress(done, len(ordered))


def _carry_out(stage: Stage, act: Act) -> None:
    match act:
        case Statement():
            _state(stage, act)
        case Unchanged():
            _confirm(stage, act)
        case Correction():
            _correct(stage, act)
        case Withdrawal():
            _withdraw(stage, act)
        case Judgement():
            _judge(stage, act)
        case Resending():
            _resend(stage, act)


def _state(stage: Stage, act: Statement) -> None:
    draft = ReportDraft(
        submission_id=_make_submission_id(act.key, 1),
        place_id=stage.places[act.place],
        day=act.day,
        source_id=stage.sources[act.source or act.desk],
        person_id=stage.desks[act.desk],
        counts=act.counts,
        note=act.note,
        falls=act.falls,
    )
    try:
        receipt = record_report(stage.session, draft, now=act.moment)
    except NeedsConfirmation as asked:
        draft = replace(draft, confirmed=_accept(asked))
        receipt = record_report(stage.session, draft, now=act.moment)
    stage.made[act.key] = (receipt.report_id, receipt.seq)


def _resend(stage: Stage, act: Resending) -> None:
    first = load_report(stage.session, stage.made[act.key][0])
    draft = ReportDraft(
        submission_id=_make_submission_id(act.key, 1),
        place_id=first.place_id,
        day=first.day,
        source_id=first.source_id,
        person_id=first.revisions[0].person_id,
        counts=act.counts,
        note=act.note,
    )
    # What was sent is kept beside the first, for the reviewer.
    with suppress(SubmissionConflict):
        record_report(stage.session, draft, now=act.moment)


def _confirm(stage: Stage, act: Unchanged) -> None:
    receipt = confirm_unchanged(
        stage.session,
        submission_id=_make_submission_id(act.key, 1),
        place_id=stage.places[act.place],
        day=act.day,
        source_id=stage.sources[act.desk],
        person_id=stage.desks[act.desk],
        now=act.moment,
    )
    stage.made[act.key] = (receipt.report_id, receipt.seq)


def _correct(stage: Stage, act: Correction) -> None:
    report_id, seq = stage.made[act.key]
    draft = CorrectionDraft(
        submission_id=_make_submission_id(act.key, seq + 1),
        report_id=report_id,
        based_on=seq,
        person_id=stage.desks[act.desk],
        counts=act.counts,
        reason=act.reason,
        move=act.move,
    )
    try:
        receipt = correct_report(stage.session, draft, now=act.moment)
    except NeedsConfirmation as asked:
        draft = replace(draft, confirmed=_accept(asked))
        receipt = correct_report(stage.session, draft, now=act.moment)
    stage.made[act.key] = (receipt.report_id, receipt.seq)


def _withdraw(stage: Stage, act: Withdrawal) -> None:
    report_id, seq = stage.made[act.key]
    draft = WithdrawalDraft(
        submission_id=_make_submission_id(act.key, seq + 1),
        report_id=report_id,
        based_on=seq,
        person_id=stage.desks[act.desk],
        reason=act.reason,
    )
    receipt = withdraw_report(stage.session, draft, now=act.moment)
    stage.made[act.key] = (receipt.report_id, receipt.seq)


def _judge(stage: Stage, act: Judgement) -> None:
    report_id, seq = stage.made[act.key]
    draft = DecisionDraft(
        report_id=report_id,
        seq=seq,
        kind=act.kind,
        person_id=stage.reviewer,
        reason=act.reason,
        indicator=act.indicator,
    )
    decide(stage.session, draft, now=act.moment)


def _accept(asked: NeedsConfirmation) -> frozenset[str]:
    """What a person confirms who looked again and found the numbers right."""
    return frozenset(warning.key for warning in asked.warnings)


def _make_submission_id(key: str, seq: int) -> UUID:
    """The id that the person's browser would have made, the same in every run."""
    return uuid5(NAMESPACE_URL, f"{key} {seq}")
