"""Correcting and withdrawing: reasons, outdated forms, and nothing lost."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.web.entry.conftest import NOW, TODAY, Places, Reporter, Revisions
from tests.web.fixtures import PersonMaker, Writer
from tests.web.strict_client import Page, StrictClient
from tracker.domain.counts import Count, Form, Part, Sex
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.reports import DecisionDraft, RevisionKind
from tracker.domain.review import DecisionKind
from tracker.recording.decisions import decide
from tracker.registry.people import Role

VAGUE = Count(
    indicator=Indicator.EVACUATED,
    form=Form.TOTAL,
    value=300,
    qualifier=Qualifier.MORE_THAN,
    words="over 300",
    parts=(
        Part(sex=Sex.UNKNOWN, age_from=0, age_to=17, value=121),
        Part(sex=Sex.FEMALE, age_from=15, age_to=49, value=80),
    ),
)


@pytest.fixture
def stored(report: Reporter, places: Places) -> int:
    """A report about today."""
    report(places.hall, TODAY, present=9)
    return report(places.whole, TODAY, VAGUE, present=400, arrivals=5).report_id


def correct(
    olga: StrictClient, page: Page, report_id: int, status: int = 303, **typed: str
) -> Page:
    data = {name.replace("__", "-"): value for name, value in typed.items()}
    return olga.send_again(page, "entry.correct", data, status=status, report_id=report_id)


def test_the_form_holds_what_stands_with_all_detail(olga: StrictClient, stored: int) -> None:
    page = olga.see("entry.correct", report_id=stored)
    assert page.value("present-value") == "400"
    assert page.value("evacuated-value") == "300"
    assert page.value("evacuated-total") == "y"
    assert page.value("evacuated-qualifier") == "more_than"
    assert page.value("evacuated-words") == "over 300"
    assert page.value("evacuated-part-unknown-0-17") == "121"
    assert page.value("evacuated-part-f-15-49") == "80"
    assert page.value("based_on") == "1"


def test_a_correction_that_changes_one_number_leaves_all_else(
    olga: StrictClient, stored: int, revisions: Revisions
) -> None:
    page = olga.see("entry.correct", report_id=stored)
    receipt = correct(olga, page, stored, present__value="430", reason="A village was left out.")
    assert receipt.heading == "Correction received"
    assert "People present: 400 → 430" in receipt.text
    corrected = revisions()[-1]
    assert corrected.kind is RevisionKind.CORRECTION
    assert corrected.reason == "A village was left out."
    kept = next(c for c in corrected.counts if c.indicator is Indicator.EVACUATED)
    assert set(kept.parts) == set(VAGUE.parts)
    assert kept.said == VAGUE.said


def test_a_correction_needs_a_reason_and_keeps_what_was_typed(
    olga: StrictClient, stored: int, revisions: Revisions
) -> None:
    page = olga.see("entry.correct", report_id=stored)
    again = correct(olga, page, stored, 422, present__value="430")
    assert again.errors() == ["Enter the reason for the correction"]
    assert again.value("present-value") == "430"
    assert len(revisions()) == 2


def test_hard_errors_and_soft_warnings_are_shown_as_in_a_report(
    olga: StrictClient, stored: int, revisions: Revisions
) -> None:
    page = olga.see("entry.correct", report_id=stored)
    again = correct(olga, page, stored, 422, present__value="x", reason="Typing error")
    assert "Enter the number of people present" in again.errors()[0]
    typed = {"capacity__value": "10", "sheltered__value": "20", "present__value": "400"}
    warned = correct(olga, again, stored, 422, **typed)
    assert "20 is 10 more than the usable places" in warned.text
    confirmation = warned.find("button[@name='confirmed']").get("value") or ""
    correct(olga, warned, stored, confirmed=confirmation)
    assert [w.key for w in revisions()[-1].confirmed] == ["over_capacity:sheltered"]


def test_the_breakdown_comes_when_asked_for(
    olga: StrictClient, stored: int, revisions: Revisions
) -> None:
    page = olga.see("entry.correct", report_id=stored)
    again = correct(olga, page, stored, 200, breakdown="present", reason="Families counted")
    assert again.value("present-part-f-0-4") == ""
    assert again.value("reason") == "Families counted"
    assert len(revisions()) == 2


def test_an_outdated_correction_shows_both_versions_and_keeps_what_was_typed(
    olga: StrictClient, stored: int, revisions: Revisions
) -> None:
    mine = olga.see("entry.correct", report_id=stored)
    other = olga.see("entry.correct", report_id=stored)
    correct(olga, other, stored, present__value="410", reason="Counted again")
    again = correct(olga, mine, stored, 422, present__value="430", reason="A village more")
    assert "Somebody changed this report while you were writing" in again.errors()[0]
    assert "People present: from 400 to 410" in again.text
    assert "Counted again" in again.text
    row = next(row for row in again.find_all("tr") if "People present" in "".join(row.itertext()))
    assert [cell.text for cell in row.findall("td")] == ["400", "410", "430"]
    assert again.value("present-value") == "430"
    assert again.value("reason") == "A village more"
    assert again.value("based_on") == "2"
    receipt = correct(olga, again, stored)
    assert "People present: 410 → 430" in receipt.text
    assert revisions()[-1].seq == 3


def test_a_form_without_its_basis_is_shown_again(olga: StrictClient, stored: int) -> None:
    page = olga.see("entry.correct", report_id=stored)
    again = correct(olga, page, stored, 422, based_on="?", reason="Why not")
    assert again.errors() == ["Send the form again: it had lost its number"]
    assert correct(olga, again, stored).heading == "Correction received"


def test_a_correction_sent_twice_is_one(
    olga: StrictClient, stored: int, revisions: Revisions
) -> None:
    page = olga.see("entry.correct", report_id=stored)
    for _ in range(2):
        receipt = correct(olga, page, stored, present__value="410", reason="Counted again")
        assert receipt.heading == "Correction received"
    assert len(revisions()) == 3


def test_a_correction_sent_again_with_other_numbers_is_a_conflict(
    olga: StrictClient, stored: int, revisions: Revisions
) -> None:
    page = olga.see("entry.correct", report_id=stored)
    correct(olga, page, stored, present__value="410", reason="Counted again")
    conflict = correct(olga, page, stored, 409, present__value="420", reason="Counted again")
    assert "People present: 410" in conflict.text
    assert "People present: 420" in conflict.text
    assert len(revisions()) == 3


def test_an_old_report_is_corrected_without_being_asked_about_its_day(
    olga: StrictClient, places: Places, report: Reporter, revisions: Revisions
) -> None:
    old = report(places.whole, date(2024, 8, 6), present=40).report_id
    page = olga.see("entry.correct", report_id=old)
    correct(olga, page, old, present__value="41", reason="Miscounted")
    assert revisions()[-1].seq == 2
    assert revisions()[-1].confirmed == ()


def test_a_returned_report_shows_why_and_counts_again_when_corrected(
    olga: StrictClient, stored: int, writer: Writer, make_person: PersonMaker
) -> None:
    with writer() as session:
        draft = DecisionDraft(
            report_id=stored,
            seq=1,
            kind=DecisionKind.RETURNED,
            person_id=make_person(Role.REVIEWER, name="Ivan").id,
            reason="Is this all?",
        )
        decide(session, draft, now=NOW)
    page = olga.see("entry.correct", report_id=stored)
    assert "Returned by Ivan" in page.text
    assert "Is this all?" in page.text
    correct(olga, page, stored, reason="Yes, it is")
    assert "unreviewed" in olga.see("entry.history", report_id=stored).text


def withdraw(
    olga: StrictClient, page: Page, report_id: int, status: int = 303, **typed: str
) -> Page:
    return olga.send_again(page, "entry.withdraw", typed, status=status, report_id=report_id)


def test_a_report_is_withdrawn_with_a_reason(
    olga: StrictClient, stored: int, revisions: Revisions
) -> None:
    page = olga.see("entry.withdraw", report_id=stored)
    again = withdraw(olga, page, stored, 422)
    assert again.errors() == ["Enter the reason for the withdrawal"]
    receipt = withdraw(olga, again, stored, reason="Wrong district")
    assert receipt.heading == "Report withdrawn"
    assert "People present: 400 → not known" in receipt.text
    history = olga.see("entry.history", report_id=stored)
    assert "This report was withdrawn" in history.text
    assert "Wrong district" in history.text
    assert "Withdraw" not in history.links()
    assert revisions()[-1].kind is RevisionKind.WITHDRAWAL


def test_a_withdrawn_report_is_neither_corrected_nor_withdrawn_again(
    olga: StrictClient, stored: int
) -> None:
    page = olga.see("entry.withdraw", report_id=stored)
    correction = olga.see("entry.correct", report_id=stored)
    withdraw(olga, page, stored, reason="Wrong district")
    for endpoint in ("entry.correct", "entry.withdraw"):
        response = olga.get(olga.address(endpoint, report_id=stored))
        assert response.location == olga.address("entry.history", report_id=stored)
    again = correct(olga, correction, stored, 422, present__value="9", reason="Still right")
    assert "It counts no longer" not in again.errors()
    last = correct(olga, again, stored, 422)
    assert "was withdrawn. Enter a new report instead" in last.errors()[0]
    assert last.value("present-value") == "9"
    assert "Enter a new report" in last.links()


def test_an_outdated_withdrawal_shows_what_changed(olga: StrictClient, stored: int) -> None:
    mine = olga.see("entry.withdraw", report_id=stored)
    other = olga.see("entry.correct", report_id=stored)
    correct(olga, other, stored, present__value="410", reason="Counted again")
    again = withdraw(olga, mine, stored, 422, reason="Wrong district")
    assert "People present: from 400 to 410" in again.text
    assert again.value("reason") == "Wrong district"
    assert withdraw(olga, again, stored).heading == "Report withdrawn"


def test_a_withdrawal_sent_again_with_another_reason_is_a_conflict(
    olga: StrictClient, stored: int
) -> None:
    page = olga.see("entry.withdraw", report_id=stored)
    withdraw(olga, page, stored, reason="Wrong district")
    withdraw(olga, page, stored, 409, reason="Wrong day")


def test_reports_of_others_do_not_exist(
    olga: StrictClient, places: Places, report: Reporter
) -> None:
    foreign = report(places.foreign, TODAY, present=5).report_id
    for endpoint in ("entry.history", "entry.correct", "entry.withdraw"):
        olga.see(endpoint, status=404, report_id=foreign)
    olga.see("entry.receipt", status=404, report_id=foreign, seq=1)
    for endpoint in ("entry.correct", "entry.withdraw"):
        olga.send(endpoint, {"reason": "x"}, status=404, report_id=foreign)
        olga.send(endpoint, {"reason": "x"}, status=404, report_id=9999)


def test_a_reviewer_looks_but_does_not_correct(
    client_of: Callable[..., StrictClient], stored: int
) -> None:
    reviewer = client_of(Role.REVIEWER)
    page = reviewer.see("entry.history", report_id=stored)
    assert "Correct" not in page.links()
    reviewer.see("entry.correct", status=403, report_id=stored)


def test_a_correction_reads_what_the_report_said_and_what_its_place_reports(
    olga: StrictClient, places: Places, report: Reporter, revisions: Revisions
) -> None:
    made = report(places.outside, TODAY, present=77, sheltered=5)
    page = olga.see("entry.correct", report_id=made.report_id)
    typed: dict[str, Any] = {"sheltered__value": "6", "capacity__value": "9", "reason": "Anew"}
    correct(olga, page, made.report_id, **typed)
    told = {count.indicator: count.value for count in revisions()[-1].counts}
    assert told == {Indicator.PRESENT: 77, Indicator.SHELTERED: 6}
