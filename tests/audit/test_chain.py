"""Links are appended to one chain, with the acts or not at all."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from tests.audit.links import assert_whole, read_links
from tests.histories import AUTHOR, FIRST, JUDGE, WHOLE
from tests.recording.drafts import LATE, correction, day, level, new, noon_of, report, same_id
from tracker.audit.chain import append, append_many, find_head
from tracker.audit.contents import hash_row
from tracker.domain.audit import Act, Author, Entry
from tracker.domain.counts import Part, Sex
from tracker.domain.errors import NeedsConfirmation, SubmissionConflict
from tracker.domain.indicators import Indicator
from tracker.domain.reports import DecisionDraft, WithdrawalDraft
from tracker.domain.review import DecisionKind
from tracker.recording.bulk import record_many
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.decisions import decide
from tracker.recording.reports import confirm_unchanged, record_report

NOON = datetime(2024, 8, 8, 12, tzinfo=UTC)


def entry(number: int = 1, act: Act = Act.SOURCE_ADDED) -> Entry:
    by = Author(person_id=1, at=NOON)
    return Entry(act=act, by=by, subject_id=number, details={"name": "Übergang", "n": number})


def test_a_new_database_has_the_first_link(session: Session) -> None:
    links = read_links(session)
    assert [link["act"] for link in links] == [Act.CHAIN_BEGUN]
    assert_whole(links)


def test_links_one_by_one_and_many_at_once_make_one_chain(operation: Session) -> None:
    assert append(operation, entry(7)) == 2
    assert append_many(operation, map(entry, range(2_500))) == 2_500
    assert append(operation, entry(8, Act.SIGNED_IN)) == 2_503
    links = read_links(operation)
    assert_whole(links)
    assert links[1]["details"] == '{"n":7,"name":"\\u00dcbergang"}'
    head = find_head(operation)
    assert (head.number, head.hash) == (2_503, links[-1]["hash"])


def test_a_content_holds_plain_values_only() -> None:
    with pytest.raises(TypeError, match="object has no place in a content"):
        hash_row("decision", {"kind": object()})


def test_a_head_is_written_with_number_and_hash(session: Session) -> None:
    head = find_head(session)
    assert str(head) == f"1:{head.hash.hex()}"


def test_nothing_at_all_adds_no_link(operation: Session) -> None:
    assert append_many(operation, ()) == 0
    assert find_head(operation).number == 1


def test_every_act_on_a_report_has_its_link(operation: Session) -> None:
    girls = Part(sex=Sex.FEMALE, age_from=0, age_to=4, value=1)
    sent = report(level(Indicator.PRESENT, 9, parts=(girls,)), place_id=WHOLE)
    made = record_report(operation, sent, now=noon_of(0))
    correct_report(
        operation, correction(made.report_id, level(Indicator.PRESENT, 10)), now=noon_of(0)
    )
    verified = DecisionDraft(
        report_id=made.report_id, seq=2, kind=DecisionKind.VERIFIED, person_id=JUDGE
    )
    decision_id = decide(operation, verified, now=noon_of(0))
    other = report(level(Indicator.PRESENT, 8), submission_id=sent.submission_id)
    with pytest.raises(SubmissionConflict):
        record_report(operation, other, now=noon_of(0))
    taken_back = WithdrawalDraft(
        submission_id=same_id(9),
        report_id=made.report_id,
        based_on=2,
        person_id=1,
        reason="sent by mistake",
    )
    withdraw_report(operation, taken_back, now=noon_of(0))
    links = read_links(operation)
    assert_whole(links)
    acts = [(link["act"], link["subject_id"]) for link in links[1:]]
    revisions = [subject for act, subject in acts if act == "revision"]
    assert [act for act, _ in acts] == ["revision", "revision", "decision", "conflict", "revision"]
    assert revisions == sorted(set(revisions))
    assert acts[2] == ("decision", decision_id)
    assert [link["person_id"] for link in links[1:]] == [AUTHOR, AUTHOR, JUDGE, AUTHOR, AUTHOR]
    assert all(link["content"] and link["details"] is None for link in links[1:])


def test_what_is_refused_and_what_comes_again_leaves_no_link(operation: Session) -> None:
    sent = report(level(Indicator.PRESENT, 9))
    record_report(operation, sent, now=noon_of(0))
    record_report(operation, sent, now=noon_of(0))
    with pytest.raises(NeedsConfirmation):
        record_report(operation, report(new(Indicator.KILLED, 1)), now=noon_of(5))
    assert find_head(operation).number == 2


def test_reports_in_bulk_are_linked_like_single_ones(operation: Session) -> None:
    drafts = [report(level(Indicator.PRESENT, n), on=n, place_id=FIRST) for n in range(3)]
    record_many(operation, drafts, now=noon_of(3))
    confirm_unchanged(
        operation,
        submission_id=same_id(1),
        place_id=FIRST,
        day=day(3),
        source_id=1,
        person_id=1,
        now=noon_of(3),
    )
    links = read_links(operation)
    assert_whole(links)
    assert [link["act"] for link in links[1:]] == ["revision"] * 4


def test_a_late_report_is_one_act(operation: Session) -> None:
    late = report(new(Indicator.KILLED, 1), confirmed=LATE)
    record_report(operation, late, now=noon_of(5))
    assert [link["act"] for link in read_links(operation)[1:]] == ["revision"]
