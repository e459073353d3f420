"""Decisions of reviewers: read and made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.recording.decisions import decide, find_decision
from tracker.recording.history import load_report
from tracker.recording.listing import list_decisions
from tracker.registry.people import Role
from tracker.web.api.answering import answer, answer_page
from tracker.web.api.asking import Asked
from tracker.web.api.calls import call
from tracker.web.api.records import Record, given, left_open
from tracker.web.api.report_bodies import SUBMISSION
from tracker.web.api.report_shapes import DECISION, describe_decision
from tracker.web.api.reports import IDS, REPORT_PATH, make_filter
from tracker.web.api.schemas import Choice, Text
from tracker.web.api.shapes import (
    AREA,
    FIRST,
    INDICATOR,
    LAST,
    ON_A_PAGE,
    PAGING,
    SEQ,
    page_of,
)
from tracker.web.entry.drafts import LONGEST_REASON
from tracker.web.shared.clock import now
from tracker.web.shared.unit_of_work import writing

NEW_DECISION = Record(
    name="NewDecision",
    items={
        "submission_id": SUBMISSION,
        "seq": given(SEQ, "The revision that was looked at: `seq` of the report."),
        "kind": given(Choice(of=DecisionKind, noun="a decision"), "What is decided."),
        "reason": left_open(
            Text(most=LONGEST_REASON), "Why; needed to return, to reject and to prefer."
        ),
        "indicator": left_open(INDICATOR, "The one number that is preferred; left out: all."),
    },
)


@call(
    "GET",
    "/decisions",
    tag="decisions",
    parameters=(AREA, FIRST, LAST, *PAGING),
    answers={200: page_of("DecisionPage", DECISION)},
)
def list_all_decisions(asked: Asked) -> ResponseReturnValue:
    """List what reviewers decided, the newest first.

    The days are those that the reports are about.
    """
    limit = asked.query["limit"] or ON_A_PAGE
    found = list_decisions(
        asked.session, make_filter(asked), limit=limit + 1, before=asked.query["cursor"]
    )
    shown = found[:limit]
    following = shown[-1].decision.decision_id if len(found) > limit else None
    items = [describe_decision(one.report_id, one.decision) for one in shown]
    return answer_page(items, following)


@call(
    "POST",
    f"{REPORT_PATH}/decisions",
    tag="decisions",
    roles=frozenset({Role.REVIEWER}),
    body=NEW_DECISION,
    answers={201: DECISION, 200: DECISION},
    problems=(409,),
    ids=IDS,
)
def make_decision(asked: Asked, report_id: int) -> ResponseReturnValue:
    """Decide on a report: verify, dispute, return, reject or prefer it.

    Answers 201, and 200 when the same was accepted before. Nobody decides on a report that they
    wrote part of, or on one outside the areas that they review.
    """
    draft = draft_decision(asked.body, report_id, asked.person.id)
    earlier = find_decision(writing(), draft)
    if earlier is not None:
        return send_decision(report_id, earlier, 200)
    report = load_report(asked.session, report_id)
    asked.require_reached(report.place_id, "report", report_id)
    return send_decision(report_id, decide(writing(), draft, now=now()), 201)


def send_decision(report_id: int, decision_id: int, status: int) -> ResponseReturnValue:
    """Answer a decision as it was made."""
    made = load_report(writing(), report_id).decisions
    decision = next(one for one in made if one.decision_id == decision_id)
    location = url_for("api.show_report", report_id=report_id)
    return answer(describe_decision(report_id, decision), status, location=location)


def draft_decision(body: Mapping[str, Any], report_id: int, person_id: int) -> DecisionDraft:
    """The decision that was sent."""
    return DecisionDraft(
        report_id=report_id,
        seq=body["seq"],
        kind=body["kind"],
        person_id=person_id,
        reason=body["reason"] or None,
        indicator=body["indicator"],
        submission_id=body["submission_id"],
    )
