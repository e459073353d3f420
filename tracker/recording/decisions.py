"""The acts of a reviewer on reports: on one, or on many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from tracker.domain.errors import DecisionConflict, Refusal
from tracker.domain.published import ActKind, PublishedAct
from tracker.domain.reports import DecisionDraft, Effect
from tracker.recording.heads import take_in
from tracker.recording.reviewable import Accepted, clean_reason, load_reviewable
from tracker.recording.sealing import seal_decisions
from tracker.store.base import table_of
from tracker.store.insertion import insert_rows, reserve_ids
from tracker.store.reports import DecisionRow, ReportRow
from tracker.totals.update import Held
from tracker.totals.waiting import requeue

_DECISION, _REPORT = table_of(DecisionRow), table_of(ReportRow)


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """A report that could not be decided on among many, and why."""

    report_id: int
    message: str


def decide(session: Session, draft: DecisionDraft, *, now: datetime) -> int:
    """Append a decision about the revision that the reviewer saw; returns the decision's id.

    Returning, rejecting and preferring need a reason. Raises OwnReport when the reviewer wrote any
    part of the report, NotFound when it lies outside the areas that they review, OutdatedRevision
    when it changed meanwhile, CountsNowhere when it is preferred though returned or rejected.
    """
    accepted = load_reviewable(session, [draft]).accept(draft)
    (decision_id,) = _record(session, [accepted], now)
    return decision_id


def decide_each(
    session: Session, drafts: Iterable[DecisionDraft], *, now: datetime
) -> tuple[LeftOut, ...]:
    """Decide on many reports; those that cannot be decided on are left out, and answered.

    Leaves what deciding on one after the other would leave, but each area is written once, and the
    queue is made anew once a day.
    """
    drafts = list(drafts)
    reviewable = load_reviewable(session, drafts)
    accepted: list[Accepted] = []
    left_out = []
    for draft in drafts:
        try:
            accepted.append(reviewable.accept(draft))
        except Refusal as refusal:
            left_out.append(LeftOut(report_id=draft.report_id, message=refusal.message))
    for run in _list_runs(accepted):
        _record(session, run, now)
    return tuple(left_out)


def find_decision(session: Session, draft: DecisionDraft) -> int | None:
    """The decision that the same submission became before; None when it is new.

    Raises DecisionConflict when its id stands for another decision.
    """
    if draft.submission_id is None:
        return None
    query = select(DecisionRow).where(DecisionRow.submission_id == draft.submission_id)
    made = session.execute(query).scalar_one_or_none()
    if made is None:
        return None
    said = (made.report_id, made.seq, made.kind, made.person_id, made.reason, made.indicator)
    asked = (draft.report_id, draft.seq, draft.kind, draft.person_id, clean_reason(draft))
    if said != (*asked, draft.indicator):
        raise DecisionConflict(str(draft.submission_id), made.report_id, made.seq)
    return made.id


def _list_runs(accepted: Sequence[Accepted]) -> Iterator[list[Accepted]]:
    """Decisions in their order, split where one is about a unit's day that is in the run already.

    What a decision changes is kept with it, so that the first of two about a day must be taken in
    before the second stands.
    """
    run: list[Accepted] = []
    seen: set[tuple[int, date]] = set()
    for one in accepted:
        if one.pair in seen:
            yield run
            run, seen = [], set()
        run.append(one)
        seen.add(one.pair)
    if run:
        yield run


def _record(session: Session, run: Sequence[Accepted], now: datetime) -> list[int]:
    """Append decisions about days that are each another one, and take them in; gives their ids."""
    rows = [
        {"id": decision_id, **_make_row(one, now)}
        for decision_id, one in zip(reserve_ids(session, _DECISION, len(run)), run, strict=True)
    ]
    insert_rows(session, _DECISION, rows)
    _set_reviews(session, run)
    held = Held() if len(run) > 1 else None
    decided = [(row, _take_in(session, one, row, held)) for one, row in zip(run, rows, strict=True)]
    if held is not None:
        held.write(session)
    seal_decisions(session, decided)
    by_day: dict[date, list[int]] = defaultdict(list)
    for one in run:
        by_day[one.day].append(one.place_id)
    for day, places in by_day.items():
        requeue(session, places, (day, day))
    return [row["id"] for row in rows]


def _make_row(one: Accepted, now: datetime) -> dict[str, Any]:
    draft = one.draft
    return {
        "report_id": draft.report_id,
        "seq": draft.seq,
        "kind": draft.kind.value,
        "indicator": draft.indicator.value if draft.indicator else None,
        "reason": one.reason,
        "person_id": draft.person_id,
        "recorded_at": now,
        "submission_id": draft.submission_id,
    }


def _set_reviews(session: Session, run: Iterable[Accepted]) -> None:
    session.connection().execute(
        update(_REPORT)
        .where(_REPORT.c.id == bindparam("decided"))
        .values(review=bindparam("state")),
        [{"decided": one.draft.report_id, "state": one.review.value} for one in run],
    )


def _take_in(
    session: Session, one: Accepted, row: dict[str, Any], held: Held | None
) -> tuple[Effect, ...]:
    act = PublishedAct(
        kind=ActKind.DECISION,
        place_id=one.place_id,
        recorded_at=row["recorded_at"],
        person_id=row["person_id"],
        reason=one.reason,
        report_id=one.draft.report_id,
        decision_id=row["id"],
    )
    return take_in(session, one.place_id, one.day, one.indicators, act, held)
