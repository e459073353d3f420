"""A report under review: what is shown, what can be decided, and what comes next."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from tests.web.dashboard.conftest import Register, Reporter, count, day
from tests.web.fixtures import NOW, Writer
from tests.web.strict_client import Page, StrictClient, read
from tracker.domain.counts import Form
from tracker.domain.falls import Fall, FallKind
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.reports import CorrectionDraft, ReportDraft, WithdrawalDraft
from tracker.domain.review import ReviewState
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.history import ReportHistory
from tracker.recording.reports import record_report
from tracker.registry.people import Role, find_by_email, set_roles

Stored = Callable[[int], ReportHistory]


def look(client: StrictClient, report_id: int, **values: Any) -> Page:
    return client.see("review.review_report", report_id=report_id, **values)


def press(
    client: StrictClient, page: Page, report_id: int, kind: str, *, status: int = 303, **typed: str
) -> Page:
    """Press one of the buttons of the page, with what was typed."""
    return client.send_again(
        page, "review.review_report", {"kind": kind, **typed}, status=status, report_id=report_id
    )


def correct(writer: Writer, stored: ReportHistory, value: int, reason: str = "recounted") -> None:
    draft = CorrectionDraft(
        submission_id=uuid4(),
        report_id=stored.report_id,
        based_on=stored.standing.seq,
        person_id=stored.revisions[0].person_id,
        counts=(count(Indicator.PRESENT, value),),
        reason=reason,
    )
    with writer() as session:
        correct_report(session, draft, now=NOW)


def test_the_numbers_stand_beside_the_last_and_those_of_rivals(
    reviewer: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.hall, day(17), sheltered=40, present=60)
    report(register.school, day(18), sheltered=400)
    made = report(register.hall, day(18), sheltered=44, present=60)
    report(register.hall, day(18), sheltered=48, source="Rumour")
    page = look(reviewer, made.report_id)
    assert page.heading == "Hall, 18 Aug 2024"
    rows = [row.findall("*") for row in page.find_all("tbody/tr")]
    found = {read(row[0]): [read(cell) for cell in row[1:]] for row in rows}
    rule = "Preferred: better source grade (B before E)."
    all_said = "All that was said of it: People sheltered"
    assert found["People sheltered"] == ["44 counts", "40 on 17 Aug", "48", f"{rule}{all_said}"]
    said = f"/places/{register.hall}/days/2024-08-18/said?indicator=sheltered"
    assert page.links()[all_said] == said
    number = f"/places/{register.hall}/days/2024-08-18?indicator=sheltered"
    assert page.links()["People sheltered"] == number
    assert found["People present"][3] == "All that was said of it: People present"
    assert found["People present"][:2] == ["60", "60 on 17 Aug"]
    assert "not reported" in found["People present"][2]
    assert "Sources disagree People sheltered: 44 here, 48 says Rumour." in page.text
    assert "unreviewed" in page.text


def test_every_reason_is_told_in_plain_words(
    reviewer: StrictClient, register: Register, report: Reporter, writer: Writer, stored: Stored
) -> None:
    report(register.whole, day(16), present=100, capacity=90)
    made = report(register.whole, day(17), present=140, arrivals=10, sheltered=120)
    text = look(reviewer, made.report_id).text
    assert "People sheltered: 120 is 30 more than the usable places of 16 August 2024, 90." in text
    assert "140 people are reported present, 30 more than the 110 reckoned" in text
    assert "It is one of the first 3 reports of Reporter." in text
    report(register.hall, day(16), count(Indicator.KILLED, 5, Form.TOTAL))
    fallen = report(register.hall, day(17), count(Indicator.KILLED, 7, Form.TOTAL))
    draft = CorrectionDraft(
        submission_id=uuid4(),
        report_id=fallen.report_id,
        based_on=1,
        person_id=stored(fallen.report_id).revisions[0].person_id,
        counts=(count(Indicator.KILLED, 4, Form.TOTAL),),
        reason="two were found alive",
        confirmed=frozenset({"fall:killed"}),
        falls=(Fall(indicator=Indicator.KILLED, kind=FallKind.MISTAKE),),
    )
    with writer() as session:
        correct_report(session, draft, now=NOW)
    assert "Killed: the total so far fell by 1 to 4." in look(reviewer, fallen.report_id).text


def test_a_late_report_says_what_it_changed(
    reviewer: StrictClient, register: Register, late_report: Callable[[], int]
) -> None:
    text = look(reviewer, late_report()).text
    assert "It came after the day was published, on 19 Aug 2024, 20:00: People present:" in text


@pytest.fixture
def late_report(
    register: Register, report: Reporter, writer: Writer, stored: Stored
) -> Callable[[], int]:
    """Makes a report about 10 August nine days later."""
    first = stored(report(register.whole, day(9), present=10).report_id)

    def make() -> int:
        draft = ReportDraft(
            submission_id=uuid4(),
            place_id=register.whole,
            day=day(10),
            source_id=first.source_id,
            person_id=first.revisions[0].person_id,
            counts=(count(Indicator.PRESENT, 12),),
            confirmed=frozenset({"late"}),
        )
        with writer() as session:
            moment = datetime(2024, 8, 19, 17, tzinfo=UTC)
            return record_report(session, draft, now=moment).report_id

    return make


@pytest.mark.parametrize(
    ("kind", "state", "said"),
    [
        ("verified", ReviewState.VERIFIED, "is verified."),
        ("disputed", ReviewState.DISPUTED, "is marked as disputed."),
        ("returned", ReviewState.RETURNED, "is returned to its author."),
        ("rejected", ReviewState.REJECTED, "is rejected."),
        ("preferred", ReviewState.UNREVIEWED, "is preferred; it waits on, to be verified."),
    ],
)
def test_after_a_decision_the_next_report_comes(
    *,
    reviewer: StrictClient,
    register: Register,
    report: Reporter,
    stored: Stored,
    kind: str,
    state: ReviewState,
    said: str,
) -> None:
    first = report(register.whole, day(10), present=10).report_id
    report(register.whole, day(11), present=11)
    page = press(reviewer, look(reviewer, first), first, kind, reason="Seen on site")
    assert page.heading == "Whole, 11 Aug 2024"
    assert f"Report {first} {said}" in page.text
    assert stored(first).standing.review is state
    (decision,) = stored(first).decisions
    assert (decision.kind, decision.reason, decision.indicator) == (kind, "Seen on site", None)


def test_filters_stay_from_report_to_report(
    reviewer: StrictClient, register: Register, report: Reporter
) -> None:
    made = [report(register.whole, day(number), present=number).report_id for number in (10, 12)]
    report(register.elsewhere, day(11), present=5)
    page = look(reviewer, made[0], area=register.region)
    assert "Previous" not in page.links()
    address = page.links()["Next"]
    assert address == f"/review/{made[1]}?area={register.region}"
    assert reviewer.see(address).links()["Previous"] == f"/review/{made[0]}?area={register.region}"
    for report_id, heading in zip(made, ("Whole, 12 Aug 2024", "Review"), strict=True):
        page = reviewer.send_again(
            look(reviewer, report_id, area=register.region),
            "review.review_report",
            {"kind": "verified"},
            report_id=report_id,
            area=register.region,
        )
        assert page.heading == heading


@pytest.mark.parametrize("kind", ["returned", "rejected", "preferred"])
def test_sending_back_rejecting_and_preferring_need_a_reason(
    reviewer: StrictClient, register: Register, report: Reporter, stored: Stored, kind: str
) -> None:
    made = report(register.whole, day(10), present=10).report_id
    page = press(reviewer, look(reviewer, made), made, kind, status=422, reason="  ")
    assert page.errors() == ["Enter the reason for the decision"]
    assert stored(made).decisions == ()


def test_a_reason_that_is_too_long_is_refused_whole(
    reviewer: StrictClient, register: Register, report: Reporter, stored: Stored
) -> None:
    made = report(register.whole, day(10), present=10).report_id
    page, long = look(reviewer, made), "too long " * 200
    assert "At most 1,000 characters." in page.text
    assert "maxlength" not in page.text
    page = press(reviewer, page, made, "returned", status=422, reason=long)
    assert page.errors() == ["Use at most 1,000 characters for the reason"]
    assert (page.value("reason") or "").strip() == long.strip()
    assert stored(made).decisions == ()


def test_one_number_can_be_preferred(
    reviewer: StrictClient, register: Register, report: Reporter, stored: Stored
) -> None:
    report(register.whole, day(10), present=10)
    made = report(register.whole, day(10), present=12, capacity=5, source="Rumour").report_id
    page = look(reviewer, made)
    assert "Preferring it changes this: People present: 10 → 12." in page.text
    page = press(reviewer, page, made, "preferred", reason="On site", indicator="present")
    assert "it waits on, to be verified. People present: 10 → 12." in page.text
    (decision,) = stored(made).decisions
    assert decision.indicator is Indicator.PRESENT
    page = look(reviewer, made)
    assert "12 counts" in page.text
    assert "Preferred by Ivan on 20 August: On site." in page.text
    assert "Preferring it would change no number now." in page.text
    page = press(
        reviewer,
        look(reviewer, made),
        made,
        "preferred",
        status=422,
        reason="x",
        indicator="killed",
    )
    assert page.errors() == ["Select a number that this report states"]


def test_where_only_bounds_would_change_preferring_says_so(
    reviewer: StrictClient, register: Register, report: Reporter
) -> None:
    vague = count(Indicator.KILLED, None, qualifier=Qualifier.BETWEEN, low=3, high=5)
    report(register.whole, day(10), count(Indicator.KILLED, 4))
    made = report(register.whole, day(10), vague, source="Rumour").report_id
    page = look(reviewer, made)
    assert "Preferring it changes this: Killed: 4 (3 to 5) new → 3 to 5 new." in page.text


def test_of_a_claim_nothing_counts(
    reviewer: StrictClient, register: Register, report: Reporter
) -> None:
    report(register.region, day(10), present=10)
    made = report(register.region, day(10), present=12, source="Rumour").report_id
    page = look(reviewer, made)
    assert "Preferred" not in page.text
    assert "Preferring it would change no number now." in page.text


def test_a_decision_about_what_changed_meanwhile_shows_what_changed_and_keeps_the_reason(
    reviewer: StrictClient, register: Register, report: Reporter, writer: Writer, stored: Stored
) -> None:
    made = report(register.whole, day(10), present=10).report_id
    page = look(reviewer, made)
    correct(writer, stored(made), 17)
    page = press(reviewer, page, made, "returned", status=422, reason="Ten seems too few")
    assert "Somebody changed this report while you were writing" in page.errors()[0]
    assert "People present: from 10 to 17" in page.text
    assert page.value("reason") == "Ten seems too few"
    press(reviewer, page, made, "verified", reason="")
    assert stored(made).standing.review is ReviewState.VERIFIED
    assert stored(made).decisions[0].seq == 2


def test_what_was_corrected_since_it_was_verified_comes_back(
    reviewer: StrictClient, register: Register, report: Reporter, writer: Writer, stored: Stored
) -> None:
    made = report(register.whole, day(10), present=10).report_id
    press(reviewer, look(reviewer, made), made, "verified")
    assert "Why it waits" not in look(reviewer, made).text
    correct(writer, stored(made), 11)
    page = look(reviewer, made)
    assert "changed since verified" in page.text
    assert "changed since verified" in reviewer.see("review.list_queue").text


def test_one_cannot_decide_on_ones_own_report_nor_sees_the_form(
    client: StrictClient, register: Register, report: Reporter, writer: Writer, stored: Stored
) -> None:
    made = report(register.whole, day(10), present=10).report_id
    with writer() as session:
        found = find_by_email(session, "Reporter@example.org")
        assert found is not None
        set_roles(session, found.person.id, [Role.REVIEWER])
    client.sign_in_as(found.person)
    page = look(client, made)
    assert "You wrote part of this report. Ask another reviewer" in page.text
    assert "Decide" not in page.texts("h2")
    client.send(
        "review.review_report", {"kind": "verified", "seq": "1"}, report_id=made, status=403
    )
    assert stored(made).decisions == ()


@pytest.mark.parametrize("kind", ["returned", "rejected"])
def test_what_counts_nowhere_cannot_be_preferred(
    reviewer: StrictClient, register: Register, report: Reporter, stored: Stored, kind: str
) -> None:
    made = report(register.whole, day(10), present=10).report_id
    page = look(reviewer, made)
    assert "Prefer" in page.texts("button")
    press(reviewer, page, made, kind, reason="Seen on site")
    page = look(reviewer, made)
    assert "Verify" in page.texts("button")
    assert "Prefer" not in page.texts("button")

    page = press(reviewer, page, made, "preferred", status=422, reason="Closest")
    (problem,) = page.errors()
    assert problem.startswith(f"Report {made} is {kind} and counts nowhere. Verify it first")
    assert page.value("reason") == "Closest"
    assert len(stored(made).decisions) == 1


def test_a_withdrawn_report_has_nothing_to_decide(
    reviewer: StrictClient, register: Register, report: Reporter, writer: Writer, stored: Stored
) -> None:
    made = report(register.whole, day(10), present=10).report_id
    page = look(reviewer, made)
    draft = WithdrawalDraft(
        submission_id=uuid4(),
        report_id=made,
        based_on=1,
        person_id=stored(made).revisions[0].person_id,
        reason="twice",
    )
    with writer() as session:
        withdraw_report(session, draft, now=NOW)
    page = press(reviewer, page, made, "verified", status=422)
    assert "while you were writing" in page.errors()[0]
    assert "there is nothing to decide" in page.text
    response = reviewer.send(
        "review.review_report", {"kind": "verified", "seq": "2"}, report_id=made, status=422
    )
    assert "was withdrawn" in response.get_data(as_text=True)


@pytest.mark.parametrize(("kind", "seq"), [("", "1"), ("loved", "1"), ("verified", "x")])
def test_a_damaged_decision_is_not_understood(
    *,
    reviewer: StrictClient,
    register: Register,
    report: Reporter,
    stored: Stored,
    kind: str,
    seq: str,
) -> None:
    made = report(register.whole, day(10), present=10).report_id
    reviewer.send("review.review_report", {"kind": kind, "seq": seq}, report_id=made, status=422)
    assert stored(made).decisions == ()


def test_a_report_that_is_not_there_is_not_found(reviewer: StrictClient) -> None:
    look_for = reviewer.address("review.review_report", report_id=77)
    reviewer.see(look_for, status=404)
