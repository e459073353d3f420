"""The history of a report goes by what its acts are about, not by their times."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tracker.domain.reports import Channel, Decision, Revision, RevisionKind, Standing
from tracker.domain.review import DecisionKind, ReviewState
from tracker.domain.selection import Grade
from tracker.recording.history import ReportHistory
from tracker.web.entry.timeline import list_events

NOON = datetime(2024, 8, 8, 12, tzinfo=UTC)


def make_revision(seq: int, at: datetime, channel: Channel = Channel.FORM) -> Revision:
    return Revision(
        revision_id=seq,
        seq=seq,
        kind=RevisionKind.ORIGINAL if seq == 1 else RevisionKind.CORRECTION,
        counts=(),
        note=None,
        reason=None,
        channel=channel,
        confirmed=(),
        person_id=1,
        person_name="Olga",
        recorded_at=at,
    )


def make_decision(decision_id: int, seq: int, kind: DecisionKind, at: datetime) -> Decision:
    return Decision(
        decision_id=decision_id,
        seq=seq,
        kind=kind,
        reason=None,
        indicator=None,
        person_id=2,
        person_name="Ivan",
        recorded_at=at,
    )


def make_report(*revisions: Revision, decisions: tuple[Decision, ...] = ()) -> ReportHistory:
    return ReportHistory(
        report_id=1,
        place_id=1,
        place_name="Whole",
        day=date(2024, 8, 8),
        source_id=1,
        source_name="Source 1",
        grade=Grade.A,
        is_late=False,
        standing=Standing(seq=2, withdrawn=False, review=ReviewState.VERIFIED),
        revisions=revisions,
        decisions=decisions,
        effects={},
    )


def test_what_a_program_sent_is_told_from_forms_and_phones() -> None:
    sent = make_revision(1, NOON, Channel.API), make_revision(2, NOON, Channel.API)
    withdrawn = replace(sent[1], seq=3, kind=RevisionKind.WITHDRAWAL)
    phoned = replace(sent[1], seq=4, channel=Channel.PHONE)
    events = list_events(make_report(*sent, withdrawn, phoned))
    assert [event.heading for event in reversed(events)] == [
        "Reported by a program",
        "Corrected by a program",
        "Withdrawn by a program",
        "Corrected by phone",
    ]


@pytest.mark.parametrize("step", [timedelta(0), timedelta(hours=1), timedelta(hours=-1)])
def test_equal_and_odd_times_do_not_change_the_order(step: timedelta) -> None:
    report = make_report(
        make_revision(1, NOON),
        make_revision(2, NOON + 3 * step),
        decisions=(
            make_decision(1, 1, DecisionKind.VERIFIED, NOON + step),
            make_decision(2, 1, DecisionKind.DISPUTED, NOON + 2 * step),
            make_decision(3, 2, DecisionKind.VERIFIED, NOON + 4 * step),
        ),
    )

    headings = [event.heading for event in list_events(report)]

    assert headings == [headings[0], "Corrected", headings[2], headings[0], "Reported"]
    assert headings[0] != headings[2]
