"""A decision is taken where it can be, and told why not where it cannot."""

import pytest

from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.fixtures import Writer
from tests.web.review.pressing import Stored, correct, look, press
from tests.web.strict_client import StrictClient
from tracker.domain.indicators import Indicator
from tracker.domain.review import ReviewState


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
