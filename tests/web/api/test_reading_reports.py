"""Reports and decisions as programs read and make them."""

from typing import Any
from uuid import uuid4

import pytest

from tests.web.api.conftest import Caller, CallerMaker, Register, Reporter, day, new_report
from tests.web.api.test_registers import hide_shelter
from tests.web.fixtures import Writer
from tracker.registry.people import Role
from tracker.registry.review_scope import set_reviewed_areas


@pytest.fixture
def reviewer(caller_of: CallerMaker) -> Caller:
    return caller_of(Role.REVIEWER, name="Ivan")


@pytest.fixture
def told(register: Register, report: Reporter) -> list[int]:
    """Reports about three places, in the order of recording."""
    return [
        report(register.whole, day(17), present=100).report_id,
        report(register.hall, day(18), present=40, source="Governor").report_id,
        report(register.elsewhere, day(19), present=5).report_id,
    ]


def decision(kind: str = "verified", **more: Any) -> dict[str, Any]:
    """A decision about the first revision, as it is sent."""
    return {"submission_id": str(uuid4()), "seq": 1, "kind": kind, **more}


def ids(answer: dict[str, Any]) -> list[int]:
    return [item["id"] for item in answer["items"]]


def test_reports_come_newest_first_a_page_at_a_time(official: Caller, told: list[int]) -> None:
    assert ids(official.get("/reports")) == told[::-1]
    first = official.get("/reports?limit=2")
    assert ids(first) == [told[2], told[1]]
    second = official.get(f"/reports?limit=2&cursor={first['next']}")
    assert (ids(second), second["next"]) == ([told[0]], None)


def test_reports_are_chosen_by_place_source_and_days(
    official: Caller, told: list[int], register: Register, sources: dict[str, int]
) -> None:
    assert ids(official.get(f"/reports?area={register.region}")) == [told[1], told[0]]
    assert ids(official.get(f"/reports?area={register.by_shelter}")) == [told[1]]
    assert ids(official.get(f"/reports?source={sources['Governor']}")) == [told[1]]
    assert ids(official.get("/reports?from=2024-08-18&to=2024-08-18")) == [told[1]]


@pytest.mark.parametrize(
    ("address", "detail"),
    [
        ("/reports?area=9999", "There is no place 9999"),
        ("/reports?source=9999", "There is no source 9999"),
        ("/decisions?area=9999", "There is no place 9999"),
        ("/series?area=9999", "There is no place 9999"),
        ("/units?area=9999", "There is no place 9999"),
    ],
)
def test_a_place_or_source_that_is_not_there_is_told_and_not_answered_with_nothing(
    official: Caller, told: list[int], address: str, detail: str
) -> None:
    assert detail in official.get(address, status=404)["detail"]


def test_a_report_as_it_stood_at_a_moment(
    official: Caller, reviewer: Caller, told: list[int]
) -> None:
    reviewer.post(f"/reports/{told[0]}/decisions", decision())
    path = f"/reports/{told[0]}"
    assert official.get(path)["review"] == "verified"
    before = official.get(f"{path}?known_at=2024-08-18T00:00:00Z")
    assert (before["review"], before["decisions"]) == ("unreviewed", [])
    official.get(f"{path}?known_at=2024-08-17T00:00:00Z", status=404)
    assert ids(official.get("/reports?known_at=2024-08-18T18:00:00Z")) == [told[1], told[0]]


def test_programs_see_the_reports_of_their_places(
    olga: Caller, caller_of: CallerMaker, told: list[int], register: Register
) -> None:
    assert ids(olga.get("/reports")) == [told[1], told[0]]
    olga.get(f"/reports?area={register.region}", status=404)
    narrow = caller_of(Role.OFFICIAL, areas=(register.elsewhere,))
    assert ids(narrow.get("/reports")) == [told[2]]
    narrow.get(f"/reports/{told[0]}", status=404)


def test_a_decision_is_made_once_and_listed(
    reviewer: Caller, olga: Caller, official: Caller, told: list[int]
) -> None:
    path = f"/reports/{told[0]}/decisions"
    body = decision("returned", reason="Which shelter?")
    response = reviewer.send("POST", path, json=body)
    assert (response.status_code, response.headers["Location"]) == (
        201,
        f"/api/v1/reports/{told[0]}",
    )
    made = response.get_json()
    assert (made["kind"], made["by"], made["report"]) == ("returned", "Ivan", told[0])
    assert reviewer.post(path, body, status=200) == made
    second = reviewer.post(f"/reports/{told[2]}/decisions", decision())
    assert ids(official.get("/decisions")) == [second["id"], made["id"]]
    first = official.get("/decisions?limit=1")
    assert ids(official.get(f"/decisions?cursor={first['next']}")) == [made["id"]]
    assert ids(official.get("/decisions?from=2024-08-19")) == [second["id"]]
    assert ids(olga.get("/decisions")) == [made["id"]]
    report = olga.get(f"/reports/{told[0]}")
    assert (report["review"], report["counts_in_totals"]) == ("returned", False)
    assert ids({"items": report["decisions"]}) == [made["id"]]


def test_the_same_decision_sent_again_is_made_once_whatever_came_after(
    reviewer: Caller, olga: Caller, told: list[int]
) -> None:
    path = f"/reports/{told[0]}/decisions"
    body = decision("disputed", reason=" Rumour ")
    first = reviewer.post(path, body)
    reviewer.post(path, decision())
    correction = {"submission_id": str(uuid4()), "based_on": 1, "reason": "Counted twice"}
    counts = [{"indicator": "present", "value": 90}]
    olga.post(f"/reports/{told[0]}/corrections", {**correction, "counts": counts})
    assert reviewer.post(path, body, status=200) == first
    assert len(reviewer.get("/decisions")["items"]) == 2
    same_again = reviewer.post(path, decision("disputed", seq=2))
    assert same_again["id"] > first["id"]


@pytest.mark.parametrize(
    "changed",
    [{"kind": "verified"}, {"reason": "Another"}, {"indicator": "present"}, {"seq": 2}],
    ids=str,
)
def test_another_decision_under_the_same_id_is_refused(
    reviewer: Caller, told: list[int], changed: dict[str, Any]
) -> None:
    path, body = f"/reports/{told[0]}/decisions", decision("preferred", reason="Better")
    reviewer.post(path, body)
    problem = reviewer.post(path, {**body, **changed}, status=409)
    assert problem["type"].endswith("#submission-conflict")
    assert "another decision" in problem["detail"]
    assert (problem["report"], problem["seq"]) == (told[0], 1)
    reviewer.post(f"/reports/{told[1]}/decisions", body, status=409)
    assert len(reviewer.get("/decisions")["items"]) == 1


def test_an_id_of_somebody_else_is_refused(
    reviewer: Caller, caller_of: CallerMaker, told: list[int]
) -> None:
    body = decision()
    reviewer.post(f"/reports/{told[0]}/decisions", body)
    other = caller_of(Role.REVIEWER, name="Rita")
    other.post(f"/reports/{told[0]}/decisions", body, status=409)


@pytest.mark.parametrize(
    ("body", "pointer", "detail"),
    [
        ({"kind": "rejected"}, "/reason", "Enter the reason for the decision"),
        (
            {"kind": "preferred", "reason": "Better", "indicator": "killed"},
            "/indicator",
            "Select a number that this report states",
        ),
        (
            {"kind": "perhaps"},
            "/kind",
            "Select a decision: verified, disputed, returned, rejected, preferred",
        ),
    ],
)
def test_a_decision_that_cannot_be_is_refused_at_its_place(
    reviewer: Caller, told: list[int], body: dict[str, Any], pointer: str, detail: str
) -> None:
    problem = reviewer.post(f"/reports/{told[0]}/decisions", decision(**body), status=422)
    assert problem["errors"] == [{"pointer": pointer, "detail": detail}]


def test_a_decision_about_an_older_revision_is_refused(reviewer: Caller, told: list[int]) -> None:
    body = decision(seq=2)
    problem = reviewer.post(f"/reports/{told[0]}/decisions", body, status=409)
    assert (problem["report"], problem["seq"]) == (told[0], 1)


def test_nobody_decides_on_their_own_report_or_outside_their_areas(  # noqa: PLR0917 (fixtures)
    reviewer: Caller,
    caller_of: CallerMaker,
    register: Register,
    told: list[int],
    sources: dict[str, int],
    writer: Writer,
) -> None:
    both = caller_of(
        Role.REVIEWER,
        Role.COORDINATOR,
        name="Both",
        assigned=(register.whole,),
        source_id=sources["Rumour"],
    )
    own = both.post("/reports", new_report(register.whole))["report"]
    body = decision()
    told_why = both.post(f"/reports/{own}/decisions", body, status=403)["detail"]
    assert "You wrote part of report" in told_why
    with writer() as session:
        set_reviewed_areas(session, reviewer.person.id, [register.elsewhere])
    reviewer.post(f"/reports/{told[0]}/decisions", body, status=404)
    reviewer.post(f"/reports/{told[2]}/decisions", body)


def test_a_narrowed_token_decides_in_its_areas_only(
    caller_of: CallerMaker, register: Register, told: list[int]
) -> None:
    narrow = caller_of(Role.REVIEWER, areas=(register.elsewhere,))
    body = decision()
    narrow.post(f"/reports/{told[0]}/decisions", body, status=404)
    narrow.post(f"/reports/{told[2]}/decisions", body)


def test_reports_about_a_shelter_not_to_be_published_are_in_no_list(
    reviewer: Caller, official: Caller, register: Register, report: Reporter, writer: Writer
) -> None:
    secret = hide_shelter(writer, register)
    made = report(secret, day(20), present=11).report_id
    for caller in (reviewer, official):
        assert ids(caller.get("/reports")) == []
        caller.get(f"/reports/{made}", status=404)
    reviewer.post(f"/reports/{made}/decisions", decision(), status=404)
