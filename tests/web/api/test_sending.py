"""Reports made by programs: the same rules and words as on pages."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from tests.audit.links import assert_whole, read_links
from tests.web.api.conftest import Caller, CallerMaker, Register, Reporter, call_as, day, new_report
from tests.web.api.test_registers import hide_shelter
from tests.web.fixtures import Writer
from tracker.domain.reports import Revision
from tracker.recording.history import load_report
from tracker.registry.people import Role
from tracker.store.reports import ConflictRow

Stored = Callable[[int], tuple[Revision, ...]]


@pytest.fixture
def stored(writer: Writer) -> Stored:
    def load(report_id: int) -> tuple[Revision, ...]:
        with writer() as session:
            return load_report(session, report_id).revisions

    return load


def present(value: int, **more: Any) -> list[dict[str, Any]]:
    return [{"indicator": "present", "value": value, **more}]


def errors(problem: dict[str, Any]) -> dict[str, str]:
    return {one["pointer"]: one["detail"] for one in problem["errors"]}


def test_a_report_counts_at_once_and_its_receipt_says_what_it_changed(
    olga: Caller, register: Register, writer: Writer
) -> None:
    response = olga.send("POST", "/reports", json=new_report(register.whole, note=" calm "))
    assert response.status_code == 201
    receipt = response.get_json()
    assert response.headers["Location"] == f"/api/v1/reports/{receipt['report']}"
    assert receipt["effects"] == [
        {"indicator": "present", "day": "2024-08-20", "before": None, "after": 412}
    ]
    report = olga.get(f"/reports/{receipt['report']}")
    assert (report["source"]["name"], report["revisions"][0]["note"]) == ("Office", "calm")
    assert report["revisions"][0]["by"] == "Olga"
    last = olga.get(f"/series?area={register.whole}&indicator=present")["items"][0]["days"][-1]
    assert (last["value"], last["mark"]) == (412, "observed")
    with writer() as session:
        assert_whole(read_links(session))


def test_the_same_sent_again_counts_once(olga: Caller, register: Register, stored: Stored) -> None:
    body = new_report(register.whole)
    first = olga.post("/reports", body)
    again = olga.post("/reports", body, status=200)
    assert again == {**first, "repeated": True}
    assert len(olga.get("/reports")["items"]) == 1


def test_other_content_under_the_same_id_is_kept_apart(
    olga: Caller, register: Register, writer: Writer
) -> None:
    body = new_report(register.whole)
    first = olga.post("/reports", body)
    other = {**body, "counts": present(9)}
    olga.post("/reports", other, status=409)
    problem = olga.post("/reports", other, status=409)
    assert problem["type"].endswith("#submission-conflict")
    assert (problem["report"], problem["seq"]) == (first["report"], 1)
    with writer() as session:
        (kept,) = session.scalars(select(ConflictRow)).all()
        assert kept.body["counts"] == [
            {"form": "level", "indicator": "present", "qualifier": "exact", "value": 9}
        ]


def test_everything_that_a_form_can_say_can_be_sent(
    olga: Caller, register: Register, stored: Stored
) -> None:
    counts = [
        {"indicator": "arrivals", "form": "total", "qualifier": "more_than", "value": 300,
         "words": "more than 300", "parts": [
             {"sex": "unknown", "age_from": 0, "age_to": 17, "value": 121},
             {"sex": "f", "age_from": 60, "age_to": None, "value": 4}]},
        {"indicator": "present", "qualifier": "about", "households": 10, "household_size": 2.35},
        {"indicator": "killed", "qualifier": "in_words", "words": "several"},
        {"indicator": "injured", "qualifier": "between", "low": 2.0, "high": 5},
        {"indicator": "capacity", "value": 0},
    ]  # fmt: skip
    receipt = olga.post("/reports", new_report(register.whole, counts=counts))
    said = [count.said for count in stored(receipt["report"])[0].counts]
    assert said == ["more than 300", "about 24", "0", "“several”", "between 2 and 5"]
    first = olga.get(f"/reports/{receipt['report']}")["counts"][0]
    assert first["bounds"] == {"low": 301, "high": None}
    assert first["form"] == "total"
    assert [part["value"] for part in first["parts"]] == [121, 4]


def test_what_cannot_be_read_and_what_cannot_be_true_are_told_together(
    olga: Caller, register: Register
) -> None:
    counts = [
        {"indicator": "cats", "value": 1},
        {"indicator": "arrivals", "value": -1},
        {"indicator": "present", "value": "many"},
        "five",
        {"indicator": "sheltered", "qualifier": "between", "low": 9, "high": 2},
    ]
    more = {"cats": 5, "day": "2024-08-21"}
    problem = olga.post("/reports", new_report(register.whole, counts=counts, **more), status=422)
    told = errors(problem)
    assert sorted(told) == [
        "/cats",
        "/counts/0/indicator",
        "/counts/1/value",
        "/counts/2/value",
        "/counts/3",
        "/counts/4/high",
        "/day",
    ]
    assert told["/counts/1/value"].startswith("Enter the number of arrivals as 0 or more")
    assert told["/counts/2/value"].startswith("Enter a whole number")
    wrong = new_report(register.whole, counts="none", day="soon")
    assert sorted(errors(olga.post("/reports", wrong, status=422))) == ["/counts", "/day"]


def test_a_correction_is_told_all_at_once_too(olga: Caller, register: Register) -> None:
    report = olga.post("/reports", new_report(register.whole))["report"]
    body = {
        "submission_id": str(uuid4()),
        "based_on": "one",
        "reason": "typed",
        "counts": present(-1),
    }
    told = errors(olga.post(f"/reports/{report}/corrections", body, status=422))
    assert sorted(told) == ["/based_on", "/counts/0/value"]


def test_what_cannot_be_true_is_refused_at_its_place(olga: Caller, register: Register) -> None:
    counts = [
        {"indicator": "arrivals", "value": -1},
        {"indicator": "injured", "value": 3},
        {"indicator": "hospitalised", "value": 10_000_001},
        {"indicator": "present", "qualifier": "between", "low": 9, "high": 2},
        {"indicator": "killed", "form": "level", "value": 1},
        {"indicator": "missing"},
    ]
    body = new_report(register.whole, counts=counts, day="2024-08-21")
    assert errors(olga.post("/reports", body, status=422)) == {
        "/day": "Enter today, 20 August 2024, or a day before it",
        "/counts/0/value": "Enter the number of arrivals as 0 or more, at most 10,000,000",
        "/counts/2/value": (
            "Enter the number of people taken to hospital as 0 or more, at most 10,000,000"
        ),
        "/counts/3/high": "Enter the highest number of people present as at least 9, the lowest",
        "/counts/4/form": "Enter the number of people killed as new or as total so far",
        "/counts/5/value": (
            "Enter the number of people missing after “exactly”, or choose “in words”"
        ),
    }
    pair = [{"indicator": "injured", "value": 3}, {"indicator": "hospitalised", "value": 4}]
    problem = olga.post("/reports", new_report(register.whole, counts=pair), status=422)
    assert "/counts/1/value" in errors(problem)
    problem = olga.post("/reports", new_report(register.whole, counts=[]), status=422)
    assert errors(problem) == {"/counts": "Enter at least one number, 0 where there is none"}


def test_what_cannot_be_read_is_refused_at_its_place(olga: Caller, register: Register) -> None:
    body = {
        "submission_id": "17",
        "place": True,
        "day": "2024-13-01",
        "counts": [
            {"indicator": "people", "value": "many"},
            {"indicator": "present", "value": 4.5, "household_size": "x", "parts": [{"sex": "f"}]},
            7,
        ],
        "note": 5,
        "falls": {},
        "comment/s": 1,
    }
    told = errors(olga.post("/reports", body, status=422))
    assert set(told) == {
        "/submission_id",
        "/place",
        "/day",
        "/counts/0/indicator",
        "/counts/0/value",
        "/counts/1/value",
        "/counts/1/household_size",
        "/counts/1/parts/0/value",
        "/counts/2",
        "/note",
        "/falls",
        "/comment~1s",
    }
    assert told["/counts/0/value"] == "Enter a whole number, such as 0 or 1204"
    assert told["/counts/1/parts/0/value"] == "Enter the number of people."
    missing = errors(olga.post("/reports", {"note": "a" * 2001}, status=422))
    assert missing["/note"] == "Use at most 2,000 characters here; this has 2,001"
    assert {"/submission_id", "/place", "/day", "/counts"} < set(missing)


def test_what_looks_unlikely_is_asked_about_once(
    olga: Caller, register: Register, stored: Stored
) -> None:
    body = new_report(register.whole, day="2024-08-10")
    problem = olga.post("/reports", body, status=422)
    assert problem["type"].endswith("#needs-confirmation")
    assert [warning["code"] for warning in problem["warnings"]] == ["late"]
    assert "is late" in problem["warnings"][0]["detail"]
    confirmed = {**body, "confirmation": problem["confirmation"]}
    changed = {**confirmed, "counts": present(413)}
    olga.post("/reports", changed, status=422)
    receipt = olga.post("/reports", confirmed)
    (revision,) = stored(receipt["report"])
    assert [warning.code for warning in revision.confirmed] == ["late"]
    report = olga.get(f"/reports/{receipt['report']}")
    assert report["is_late"] is True
    assert report["revisions"][0]["confirmed"][0]["code"] == "late"


def test_a_total_that_falls_asks_why(olga: Caller, register: Register, report: Reporter) -> None:
    report(register.whole, day(18), injured=5)
    body = new_report(
        register.whole, counts=[{"indicator": "injured", "form": "total", "value": 3}]
    )
    problem = olga.post("/reports", body, status=422)
    body["confirmation"] = problem["confirmation"]
    problem = olga.post("/reports", body, status=422)
    assert set(errors(problem)) == {"/falls", "/note"}
    assert problem["warnings"]
    body["note"] = "Two of them died."
    body["falls"] = [{"indicator": "injured", "kind": "reclassification"}]
    assert set(errors(olga.post("/reports", body, status=422))) == {"/falls/0/into"}
    body["falls"] = [{"indicator": "injured", "kind": "reclassification", "into": "killed"}]
    problem = olga.post("/reports", body, status=422)
    assert "killed as well" in errors(problem)["/falls/0/into"]
    body["counts"].append({"indicator": "killed", "value": 2})
    body["confirmation"] = olga.post("/reports", body, status=422)["confirmation"]
    receipt = olga.post("/reports", body)
    fall = olga.get(f"/reports/{receipt['report']}")["revisions"][0]["falls"][0]
    assert (fall["kind"], fall["into"]) == ("reclassification", "killed")


def test_a_place_that_is_not_ones_own_is_refused_like_one_that_is_none(
    olga: Caller, register: Register
) -> None:
    told = {"/place": "Choose a place that you report for"}
    for place in (register.elsewhere, register.region, 999):
        assert errors(olga.post("/reports", new_report(place), status=422)) == told


def test_a_narrowed_token_reports_for_its_areas_only(
    olga: Caller, register: Register, writer: Writer
) -> None:
    narrow = call_as(olga.app, writer, olga.person, areas=(register.by_shelter,))
    narrow.post("/reports", new_report(register.hall))
    told = errors(narrow.post("/reports", new_report(register.whole), status=422))
    assert told == {"/place": "Choose a place that you report for"}
    made = olga.post("/reports", new_report(register.whole))["report"]
    change = {"submission_id": str(uuid4()), "based_on": 1, "reason": "Counted twice"}
    narrow.get(f"/reports/{made}", status=404)
    narrow.post(f"/reports/{made}/withdrawals", change, status=404)
    narrow.post(f"/reports/{made}/corrections", {**change, "counts": present(1)}, status=404)


def test_a_source_is_needed_and_must_be_one_to_choose(
    caller_of: CallerMaker, register: Register
) -> None:
    caller = caller_of(Role.COORDINATOR, assigned=(register.whole,))
    problem = caller.post("/reports", new_report(register.whole), status=422)
    assert errors(problem) == {"/source": "Choose a source: your account has none of its own"}
    problem = caller.post("/reports", new_report(register.whole, source=99), status=422)
    assert errors(problem) == {"/source": "Choose a source from the list"}


def test_nobody_outside_shelters_sleeps_in_one(olga: Caller, register: Register) -> None:
    counts = [*present(3), {"indicator": "sheltered", "value": 1}]
    problem = olga.post("/reports", new_report(register.outside, counts=counts), status=422)
    detail = "Leave this out: nobody outside shelters sleeps in one"
    assert errors(problem) == {"/counts/1/indicator": detail}


def test_a_shelter_not_to_be_published_is_reported_by_its_own_people(
    olga: Caller, official: Caller, register: Register, writer: Writer
) -> None:
    secret = hide_shelter(writer, register)
    made = olga.post("/reports", new_report(secret))["report"]
    assert olga.get(f"/reports/{made}")["place"]["id"] == secret
    official.get(f"/reports/{made}", status=404)
    assert official.get("/reports")["items"] == []
