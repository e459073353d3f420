"""Carry the acts of the example out, each at its moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy.orm import Session

from tracker.domain.errors import NeedsConfirmation, SubmissionConflict
from tracker.domain.reports import CorrectionDraft, DecisionDraft, ReportDraft, WithdrawalDraft
from tracker.domain.rulings import RulingDraft
from tracker.example.acts import (
    Act,
    Correction,
    Desk,
    Judgement,
    Regrading,
    Resending,
    SeriesRuling,
    Statement,
    Unchanged,
    Withdrawal,
)
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.decisions import decide
from tracker.recording.grades import change_grade
from tracker.recording.history import load_report
from tracker.recording.reports import confirm_unchanged, record_report
from tracker.recording.rulings import rule_series

Progress = Callable[[int, int], None]
"""Called with acts done and acts in all."""


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
        _WAYS[type(act)](stage, act)
        if progress:
            progress(done, len(ordered))


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


def _rule(stage: Stage, act: SeriesRuling) -> None:
    draft = RulingDraft(
        place_id=stage.places[act.place],
        indicator=act.indicator,
        source_id=stage.sources[act.source],
        kind=act.kind,
        person_id=stage.reviewer,
        reason=act.reason,
    )
    rule_series(stage.session, draft, now=act.moment)


def _regrade(stage: Stage, act: Regrading) -> None:
    change_grade(
        stage.session,
        stage.sources[act.source],
        act.grade,
        reason=act.reason,
        person_id=stage.reviewer,
        now=act.moment,
    )


_WAYS: Mapping[type[Act], Callable[[Stage, Any], None]] = {
    Statement: _state,
    Unchanged: _confirm,
    Correction: _correct,
    Withdrawal: _withdraw,
    Judgement: _judge,
    Resending: _resend,
    SeriesRuling: _rule,
    Regrading: _regrade,
}
"""How each act is carried out."""


def _accept(asked: NeedsConfirmation) -> frozenset[str]:
    """What a person confirms who looked again and found the numbers right."""
    return frozenset(warning.key for warning in asked.warnings)


def _make_submission_id(key: str, seq: int) -> UUID:
    """The id that the person's browser would have made, the same in every run."""
    return uuid5(NAMESPACE_URL, f"{key} {seq}")
