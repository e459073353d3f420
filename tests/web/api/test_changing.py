"""Reports corrected and withdrawn by programs, each based on what they read."""

from typing import Any
from uuid import uuid4

import pytest

from tests.web.api.conftest import Caller, Register, Reporter, day, new_report
from tests.web.api.test_sending import Stored, errors, present, stored
from tracker.domain.reports import Channel

__all__ = ["stored"]


@pytest.fixture
def made(olga: Caller, register: Register) -> int:
    counts = [*present(412), {"indicator": "injured", "value": 5}]
    report_id: int = olga.post("/reports", new_report(register.whole, counts=counts))["report"]
    return report_id


def change_of(based_on: int = 1, **more: Any) -> dict[str, Any]:
    return {"submission_id": str(uuid4()), "based_on": based_on, "reason": "Counted twice", **more}


def test_a_correction_says_all_numbers_anew(olga: Caller, made: int, stored: Stored) -> None:
    body = change_of(counts=present(400))
    response = olga.send("POST", f"/reports/{made}/corrections", json=body)
    assert response.status_code == 201
    receipt = response.get_json()
    assert (receipt["seq"], receipt["kind"]) == (2, "correction")
    again = olga.post(f"/reports/{made}/corrections", body, status=200)
    assert again["repeated"] is True
    assert [count.said for count in stored(made)[1].counts] == ["400"]
    assert stored(made)[1].reason == "Counted twice"


def test_people_move_from_one_number_to_another(olga: Caller, made: int, stored: Stored) -> None:
    counts = [*present(412), {"indicator": "injured", "value": 5}]
    move = {"people": 1, "source": "injured", "target": "killed"}
    body = change_of(counts=counts, move={**move, "people": 6})
    told = errors(olga.post(f"/reports/{made}/corrections", body, status=422))
    assert set(told) == {"/move/people"}
    olga.post(f"/reports/{made}/corrections", change_of(counts=counts, move=move))
    numbers = {count.indicator: count.value for count in stored(made)[1].counts}
    assert numbers == {"present": 412, "injured": 4, "killed": 1}


def test_a_correction_with_a_doubt_is_confirmed(olga: Caller, made: int) -> None:
    counts = [*present(10), {"indicator": "sheltered", "value": 8},
              {"indicator": "capacity", "value": 5}]  # fmt: skip
    body = change_of(counts=counts)
    problem = olga.post(f"/reports/{made}/corrections", body, status=422)
    body["confirmation"] = problem["confirmation"]
    olga.post(f"/reports/{made}/corrections", body)


def test_a_change_based_on_an_older_revision_is_refused(olga: Caller, made: int) -> None:
    olga.post(f"/reports/{made}/corrections", change_of(counts=present(400)))
    problem = olga.post(f"/reports/{made}/corrections", change_of(counts=present(1)), status=409)
    assert problem["type"].endswith("#outdated-revision")
    assert (problem["report"], problem["seq"]) == (made, 2)
    olga.post(f"/reports/{made}/withdrawals", change_of(), status=409)
    olga.post(f"/reports/{made}/withdrawals", change_of(2))


@pytest.mark.parametrize("written", ["{}", "W/{}", "*"])
def test_a_change_on_condition_of_what_was_read(olga: Caller, made: int, written: str) -> None:
    tag = olga.send("GET", f"/reports/{made}").headers["ETag"]
    headers = {"If-Match": written.format(tag)}
    body = change_of(counts=present(400))
    olga.post(f"/reports/{made}/corrections", body, headers=headers)
    # The answer was lost, and the program sends the same again.
    olga.post(f"/reports/{made}/corrections", body, status=200, headers=headers)
    newer = change_of(2, counts=present(1))
    if written == "*":
        olga.post(f"/reports/{made}/corrections", newer, headers=headers)
        return
    problem = olga.post(f"/reports/{made}/corrections", newer, status=412, headers=headers)
    assert problem["type"].endswith("#changed")
    olga.post(f"/reports/{made}/withdrawals", change_of(2), status=412, headers=headers)


def test_a_withdrawn_report_stays_withdrawn(olga: Caller, made: int) -> None:
    body = change_of()
    olga.post(f"/reports/{made}/withdrawals", body)
    assert olga.post(f"/reports/{made}/withdrawals", body, status=200)["kind"] == "withdrawal"
    report = olga.get(f"/reports/{made}")
    assert (report["withdrawn"], report["counts_in_totals"]) == (True, False)
    problem = olga.post(f"/reports/{made}/corrections", change_of(2, counts=present(1)), status=409)
    assert problem["type"].endswith("#withdrawn")


def test_what_a_program_sends_is_told_from_forms(olga: Caller, made: int, stored: Stored) -> None:
    olga.post(f"/reports/{made}/corrections", change_of(counts=present(400)))
    olga.post(f"/reports/{made}/withdrawals", change_of(2))
    assert {revision.channel for revision in stored(made)} == {Channel.API}
    assert {one["channel"] for one in olga.get(f"/reports/{made}")["revisions"]} == {"api"}


@pytest.mark.parametrize("act", ["corrections", "withdrawals"])
def test_a_reason_is_needed(olga: Caller, made: int, act: str) -> None:
    counts: dict[str, Any] = {"counts": present(1)} if act == "corrections" else {}
    problem = olga.post(f"/reports/{made}/{act}", change_of(**counts, reason=" "), status=422)
    assert set(errors(problem)) == {"/reason"}


def test_reports_of_others_places_are_not_there(
    olga: Caller, register: Register, report: Reporter
) -> None:
    other = report(register.elsewhere, day(18), present=5).report_id
    olga.get(f"/reports/{other}", status=404)
    olga.post(f"/reports/{other}/withdrawals", change_of(), status=404)
    olga.post("/reports/999/withdrawals", change_of(), status=404)
