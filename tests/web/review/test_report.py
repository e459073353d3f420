"""A report under review: what is shown, what can be decided, and what comes next."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from tests.web.dashboard.conftest import Register, Reporter, count, day
from tests.web.fixtures import NOW, Writer
from tests.web.review.pressing import Stored, look, press
from tests.web.strict_client import StrictClient, read
from tracker.domain.counts import Form
from tracker.domain.falls import Fall, FallKind
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.reports import CorrectionDraft, ReportDraft, WithdrawalDraft
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.reports import record_report
from tracker.registry.people import Role, find_by_email, set_roles


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


def test_a_report_that_is_not_there_is_not_found(reviewer: StrictClient) -> None:
    look_for = reviewer.address("review.review_report", report_id=77)
    reviewer.see(look_for, status=404)
