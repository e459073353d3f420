"""Many reports are decided on at once from the queue, with one reason."""

import pytest

from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.review.conftest import lines
from tests.web.review.pressing import Stored, send_many
from tests.web.strict_client import StrictClient
from tracker.domain.review import DecisionKind, ReviewState


def test_many_are_decided_on_at_once_with_one_reason(
    reviewer: StrictClient, register: Register, report: Reporter, stored: Stored
) -> None:
    made = [
        report(register.whole, day(number), present=number).report_id for number in range(10, 14)
    ]
    send_many(reviewer, [f"{report_id}:1" for report_id in made[:3]], "returned", reason="Recount")
    page = reviewer.see("review.list_queue")
    assert "3 reports are returned to their authors." in page.text
    assert lines(page) == ["Whole, 13 Aug 2024"]
    for report_id in made[:3]:
        (decision,) = stored(report_id).decisions
        assert (decision.kind, decision.reason) == (DecisionKind.RETURNED, "Recount")
    assert stored(made[3]).decisions == ()


def test_what_cannot_be_decided_on_is_named_and_the_rest_is_done(
    reviewer: StrictClient, register: Register, report: Reporter, stored: Stored
) -> None:
    one, two = (report(register.whole, day(n), present=n).report_id for n in (10, 11))
    send_many(reviewer, [f"{one}:1", f"{two}:7", "99999:1"], "verified")
    text = reviewer.see("review.list_queue").text
    assert "One report is verified." in text
    assert f"Nothing was decided on report {two}: Somebody changed this report" in text
    assert "Nothing was decided on report 99999" in text
    assert stored(one).standing.review is ReviewState.VERIFIED


@pytest.mark.parametrize(
    ("keys", "kind", "reason", "problem"),
    [
        ([], "verified", "", "Select at least one report"),
        (["1:1"], "returned", " ", "Enter the reason for the decision"),
        (["1:1"], "", "", "Press one of the buttons: what do you decide?"),
        (["1:1"], "verified", "x" * 1001, "Use at most 1,000 characters for the reason"),
    ],
)
def test_a_decision_about_many_that_is_not_whole_keeps_what_was_chosen(
    *,
    reviewer: StrictClient,
    register: Register,
    report: Reporter,
    stored: Stored,
    keys: list[str],
    kind: str,
    reason: str,
    problem: str,
) -> None:
    report(register.whole, day(10), present=10)
    data = {"csrf_token": reviewer.token(), "report": keys, "kind": kind, "reason": reason}
    response = reviewer.post("/review", data=data)
    assert response.status_code == 422
    assert problem in response.get_data(as_text=True)
    assert ("checked" in response.get_data(as_text=True)) == bool(keys)
    assert stored(1).decisions == ()


def test_a_damaged_choice_is_not_understood(reviewer: StrictClient) -> None:
    send_many(reviewer, ["1"], "verified", status=404)
