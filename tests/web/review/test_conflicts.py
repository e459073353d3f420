"""Submissions that came twice with other content: shown side by side, and settled once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.web.dashboard.conftest import Register, count, day
from tests.web.fixtures import NOW, PersonMaker, Writer
from tests.web.strict_client import Page, StrictClient, read
from tracker.domain.errors import SubmissionConflict
from tracker.domain.falls import Move
from tracker.domain.indicators import Indicator
from tracker.domain.reports import CorrectionDraft, ReportDraft
from tracker.recording.corrections import correct_report
from tracker.recording.history import ReportHistory
from tracker.recording.reports import confirm_unchanged, record_report
from tracker.registry.people import Person, Role, set_roles
from tracker.registry.sources import retire_source

ID = UUID(int=1)


@pytest.fixture
def author(make_person: PersonMaker, operation: None) -> Person:
    return make_person(Role.COORDINATOR, name="Olga")


@pytest.fixture
def sent_twice(
    register: Register, sources: dict[str, int], writer: Writer, author: Person
) -> ReportDraft:
    """A report of 40 people, whose number came again with 50."""
    draft = ReportDraft(
        submission_id=ID,
        place_id=register.hall,
        day=day(18),
        source_id=sources["Office"],
        person_id=author.id,
        counts=(count(Indicator.PRESENT, 40),),
    )
    later = ReportDraft(
        submission_id=ID,
        place_id=register.hall,
        day=day(18),
        source_id=sources["Office"],
        person_id=author.id,
        counts=(count(Indicator.PRESENT, 50),),
        note="after the second bus",
    )
    at = NOW - timedelta(days=1, hours=12)
    with writer() as session:
        record_report(session, draft, now=at)
    with writer() as session, pytest.raises(SubmissionConflict):
        record_report(session, later, now=at)
    return draft


def settle(
    client: StrictClient, kind: str, reason: str = "both buses", *, status: int = 303
) -> Page:
    page = client.see("review.settle", conflict_id=1)
    return client.send_again(
        page, "review.settle", {"kind": kind, "reason": reason}, status=status, conflict_id=1
    )


def test_both_contents_stand_side_by_side(reviewer: StrictClient, sent_twice: ReportDraft) -> None:
    page = reviewer.see("review.list_queue")
    address = page.links()["One submission came twice with different content"]
    page = reviewer.see(address)
    page = reviewer.see(page.links()["Hall, 18 Aug 2024"])
    contents, afterwards = (
        {read(row[0]): [read(cell) for cell in row.findall("*")[1:]] for row in body.findall("tr")}
        for body in page.find_all("tbody")
    )
    assert contents["People present"] == ["40", "50"]
    assert contents["Note"][1] == "after the second bus"
    assert afterwards == {"People present": ["40", "50 (40 to 50)"]}


def test_each_choice_says_what_counts_after_it(
    reviewer: StrictClient, sent_twice: ReportDraft, stored: Callable[[int], ReportHistory]
) -> None:
    page = reviewer.see("review.settle", conflict_id=1)
    ways = [read(way) for way in page.find_all("dl[@class='ways']/div")]
    assert ways == [
        (
            "Record what was sent later It becomes a report of its own beside report 1."
            " Then this counts: people present 50 (40 to 50) instead of 40."
        ),
        "Set aside what was sent later Report 1 stays as it is. Every number counts as now.",
    ]


def test_a_later_form_that_says_the_same_changes_no_number(
    reviewer: StrictClient, sent_twice: ReportDraft, writer: Writer
) -> None:
    settle(reviewer, "discarded")
    with writer() as session, pytest.raises(SubmissionConflict):
        record_report(session, replace(sent_twice, note="by radio"), now=NOW)
    page = reviewer.see("review.settle", conflict_id=2)
    assert "beside report 1. Every number counts as now." in read(page.find("dl[@class='ways']"))


def test_a_later_form_that_only_confirms_shows_what_it_repeats(
    reviewer: StrictClient, sent_twice: ReportDraft, writer: Writer, author: Person
) -> None:
    settle(reviewer, "discarded")
    with writer() as session, pytest.raises(SubmissionConflict):
        confirm_unchanged(
            session,
            submission_id=ID,
            place_id=sent_twice.place_id,
            day=day(19),
            source_id=sent_twice.source_id,
            person_id=author.id,
            now=NOW,
        )
    page = reviewer.see("review.settle", conflict_id=2)
    rows = [[read(cell) for cell in row] for row in page.find_all("tbody/tr")]
    assert ["People present", "40", "40"] in rows
    assert "It becomes a report of its own that repeats the levels that stand." in page.text
    assert "people present 40 instead of not reported" in page.text


def test_people_moved_stand_among_both_contents(
    reviewer: StrictClient,
    register: Register,
    sources: dict[str, int],
    writer: Writer,
    author: Person,
) -> None:
    draft = ReportDraft(
        submission_id=UUID(int=2),
        place_id=register.hall,
        day=day(18),
        source_id=sources["Office"],
        person_id=author.id,
        counts=(count(Indicator.INJURED, 5),),
    )
    died = Move(people=1, source=Indicator.INJURED, target=Indicator.KILLED)
    at = NOW - timedelta(days=1, hours=12)
    with writer() as session:
        made = record_report(session, draft, now=at)
    sent = CorrectionDraft(
        submission_id=ID,
        report_id=made.report_id,
        based_on=1,
        person_id=author.id,
        counts=draft.counts,
        reason="one died",
        move=died,
    )
    with writer() as session:
        correct_report(session, sent, now=at)
    with writer() as session, pytest.raises(SubmissionConflict):
        correct_report(session, replace(sent, move=replace(died, people=2)), now=at)

    page = reviewer.see("review.settle", conflict_id=1)

    rows = [page_row.findall("*") for page_row in page.find_all("tbody/tr")]
    found = {read(row[0]): [read(cell) for cell in row[1:]] for row in rows}
    assert found["Moved"] == [
        "1 person moved from injured to killed",
        "2 people moved from injured to killed",
    ]


def test_accepted_it_becomes_a_report_of_its_own_that_waits(
    reviewer: StrictClient,
    sent_twice: ReportDraft,
    stored: Callable[[int], ReportHistory],
    author: Person,
) -> None:
    page = settle(reviewer, "accepted")
    assert "It is recorded, as report 2." in page.text
    assert "Nothing to settle" in page.text
    made = stored(2)
    assert [one.value for one in made.counts] == [50]
    assert made.revisions[0].person_id == author.id
    assert made.revisions[0].note == "after the second bus"
    assert "report 2" in reviewer.see("review.list_queue").text
    who = "by Olga, recorded by Ivan (both buses)"
    about = f"/places/{sent_twice.place_id}/days/2024-08-18"
    for address in (f"{about}?indicator=present", f"{about}/said?indicator=present"):
        assert who in reviewer.see(address).text
    assert "Olga, recorded by Ivan (both buses)" in reviewer.see("entry.history", report_id=2).text
    compared = reviewer.see("comparing.compare_operation")
    assert "Olga, recorded by Ivan (both buses)" in compared.text
    assert stored(1).revisions[0].settled is None
    reviewer.see("review.settle", conflict_id=1, status=404)


def test_discarded_it_changes_nothing(
    reviewer: StrictClient, sent_twice: ReportDraft, stored: Callable[[int], ReportHistory]
) -> None:
    assert "It is set aside" in settle(reviewer, "discarded").text
    assert [one.value for one in stored(1).counts] == [40]
    assert "came twice" not in reviewer.see("review.list_queue").text


@pytest.mark.parametrize(
    ("kind", "reason", "problem"),
    [
        ("accepted", " ", "Enter the reason for the decision"),
        ("discarded", "", "Enter the reason for the decision"),
        ("", "why", "Press one of the buttons: what becomes of it?"),
        ("accepted", "x" * 1001, "Use at most 1,000 characters for the reason"),
    ],
)
def test_it_is_settled_only_with_a_reason(
    reviewer: StrictClient, sent_twice: ReportDraft, kind: str, reason: str, problem: str
) -> None:
    assert problem in settle(reviewer, kind, reason, status=422).errors()


def test_what_recording_refuses_is_shown(
    reviewer: StrictClient,
    sent_twice: ReportDraft,
    sources: dict[str, int],
    writer: Writer,
) -> None:
    with writer() as session:
        retire_source(session, sources["Office"])
    assert settle(reviewer, "accepted", status=422).errors() == ["Choose a source from the list"]


def test_whoever_sent_it_does_not_settle_it(
    client: StrictClient, sent_twice: ReportDraft, writer: Writer, author: Person
) -> None:
    with writer() as session:
        set_roles(session, author.id, [Role.REVIEWER])
    client.sign_in_as(author)
    assert "Nothing to settle" in client.see("review.show_conflicts").text
    client.see("review.settle", conflict_id=1, status=404)
