"""Files of counts taken in by programs, as a whole or not at all."""

from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from tests.web.api.conftest import Caller, CallerMaker, _noon
from tests.web.fixtures import NOW, Writer
from tests.web.imports.conftest import MAPPING, ROWS, Places, places
from tests.web.imports.test_command import SITES
from tracker.config import LIMITS_KEY
from tracker.exchange.mapping import read_mapping, save_mapping
from tracker.exchange.reading.limits import Limits
from tracker.registry.people import Role
from tracker.web.api.asking import LARGEST_BODY

__all__ = ["_noon", "places"]

BAD_ROW = "2024-08-09,Nowhere,1,1\n"


@pytest.fixture
def anna(caller_of: CallerMaker, places: Places, writer: Writer) -> Caller:
    caller = caller_of(Role.ADMINISTRATOR, name="Anna")
    with writer() as session:
        mapping = read_mapping(MAPPING)
        save_mapping(session, "Daily", mapping, person_id=caller.person.id, now=NOW)
    return caller


def send(
    caller: Caller, content: str | bytes = ROWS, *, status: int = 201, **query: Any
) -> dict[str, Any]:
    asked = {"file_name": "daily.csv", "mapping": "Daily", "submission_id": uuid4(), **query}
    address = f"/imports?{urlencode({k: v for k, v in asked.items() if v is not None})}"
    response = caller.send("POST", address, data=content, content_type="application/octet-stream")
    assert response.status_code == status, response.get_data(as_text=True)
    found: dict[str, Any] = response.get_json(force=True)
    return found


def test_a_file_is_recorded_once_as_a_whole(anna: Caller) -> None:
    submission = uuid4()
    made = send(anna, submission_id=submission, edition="as of Monday")
    assert (made["added"], made["refused"], made["rows"]) == (2, 0, 2)
    again = send(anna, submission_id=submission, edition="as of Monday", status=200)
    assert again == made
    problem = send(anna, ROWS + ROWS[-20:], submission_id=submission, status=409)
    assert problem["type"].endswith("#submission-conflict")
    assert problem["import"] == made["import"]
    assert not {"report", "seq"} & set(problem)
    assert f"import {made['import']}, which took in another file" in problem["detail"]
    (listed,) = anna.get("/imports")["items"]
    assert (listed["edition"], listed["by"], listed["mapping"]) == ("as of Monday", "Anna", "Daily")
    assert anna.get(f"/imports/{made['import']}") == listed
    reports = anna.get(f"/imports/{made['import']}/reports?limit=1")
    assert reports["items"][0]["place"]["name"] == "Sudzha"
    assert reports["next"] == 1


def test_what_was_refused_is_told_once_more_as_it_was(anna: Caller) -> None:
    submission = uuid4()
    made = send(anna, ROWS + BAD_ROW, submission_id=submission)
    again = send(anna, ROWS + BAD_ROW, submission_id=submission, status=200)
    assert (again["added"], again["refused"], again["unchanged"]) == (2, 1, 0)
    assert again["first_refused"] == made["first_refused"]
    assert [one["reason"] for one in again["refused_for"]] == [
        one["reason"] for one in made["refused_for"]
    ]


def test_each_problem_of_a_mapping_is_told_by_itself(anna: Caller) -> None:
    problem = send(anna, "Day,People\n2024-08-07,5\n", status=422)
    told = [one["detail"] for one in problem["errors"]]
    assert {one["parameter"] for one in problem["errors"]} == {"mapping"}
    assert len(told) > 1
    assert not any(";" in detail for detail in told)
    assert [one["in_mapping"] for one in problem["errors"]] == [
        "/columns/Arrivals",
        "/columns/Date",
        "/columns/District",
        "/columns/Present",
    ]


def test_what_is_known_already_is_no_import(anna: Caller) -> None:
    send(anna)
    nothing = send(anna, status=200)
    assert (nothing["import"], nothing["unchanged"]) == (None, 2)
    assert len(anna.get("/imports")["items"]) == 1


def test_a_file_whose_hashtags_say_it_all_needs_no_mapping(anna: Caller) -> None:
    tags = "#date+occurred,#adm2+name,#meta+source,#affected+idps+ind+stock"
    rows = f"Day,District,Who,People\n{tags}\n2024-08-07,Sudzha,Headquarters,120\n"
    made = send(anna, rows, mapping=None)
    assert (made["added"], made["refused"]) == (1, 0)
    (report,) = anna.get("/reports")["items"]
    assert [count["said"] for count in report["counts"]] == ["120"]
    assert anna.get(f"/imports/{made['import']}")["mapping"] is None


def test_sums_are_told_with_those_of_parts(anna: Caller) -> None:
    tags = "#date,#adm2,#meta+source,#affected+idps+ind,#affected+idps+f"
    rows = (
        f"{tags}\n2024-08-07,Sudzha,Headquarters,about 90,30\n2024-08-08,Sudzha,Headquarters,7,\n"
    )
    told = send(anna, rows, mapping=None, dry_run="true", submission_id=None, status=200)
    woman = {"sex": "f", "age_from": None, "age_to": None, "value": 30, "counts": 1, "blank": 0}
    common = {"indicator": "present", "form": "level", "counts": 1, "without_value": 0, "blank": 0}
    assert told["sums"] == [
        {"day": "2024-08-07", "value": 90, "vague": 1, "parts": [woman], **common},
        {"day": "2024-08-08", "value": 7, "vague": 0, "parts": [], **common},
    ]
    assert send(anna, rows, mapping=None)["sums"] == told["sums"]


STAMPS = "2024-08-06T21:00:00Z,Sudzha,5,120\n"


def test_questions_that_a_mapping_leaves_open_are_warned_of(anna: Caller) -> None:
    rows = ROWS.splitlines()[0] + "\n" + STAMPS
    made = send(anna, rows, dry_run="true", submission_id=None, status=200)
    (warning,) = made["warnings"]
    assert warning["kind"] == "open questions"
    assert "midnight in Europe/Moscow" in warning["about"][0]
    assert warning["remedy"] == "Answer each in the mapping, by the key that is named."


def test_hashtags_that_leave_a_question_open_are_refused_with_it(anna: Caller) -> None:
    rows = f"#date,#adm2,#affected+arrivals+new,#affected+idps,#meta+source\n{STAMPS[:-1]},A\n"
    problem = send(anna, rows, mapping=None, status=422)
    (error,) = problem["errors"]
    assert (error["parameter"], error["in_mapping"]) == ("mapping", "/zone")
    assert "midnight in Europe/Moscow" in error["detail"]
    assert error["detail"].endswith('Key of a mapping: zone = "Europe/Moscow" or ""')


def test_a_dry_run_records_nothing(anna: Caller) -> None:
    planned = send(anna, dry_run="true", submission_id=None, status=200)
    assert (planned["import"], planned["added"]) == (None, 2)
    assert anna.get("/reports")["items"] == []


def test_refused_rows_come_back_with_their_reasons(anna: Caller) -> None:
    made = send(anna, ROWS + BAD_ROW * 3)
    assert (made["refused"], len(made["first_refused"])) == (3, 3)
    rows = anna.get(f"/imports/{made['import']}/refused?limit=2")
    assert [row["row"] for row in rows["items"]] == [4, 5]
    last = anna.get(f"/imports/{made['import']}/refused?limit=2&cursor={rows['next']}")
    assert [row["row"] for row in last["items"]] == [6]
    assert last["next"] is None
    assert "Nowhere" in last["items"][0]["cells"]


def test_an_import_is_undone_as_a_whole(anna: Caller) -> None:
    number = send(anna)["import"]
    path = f"/imports/{number}/undoing"
    assert "/reason" in str(anna.post(path, {"reason": " "}, status=422)["errors"])
    undone = anna.post(path, {"reason": "The wrong file"}, status=200)
    assert (undone["undone"]["reason"], undone["undone"]["by"]) == ("The wrong file", "Anna")
    assert all(report["withdrawn"] for report in anna.get("/reports")["items"])
    assert anna.post(path, {"reason": "The wrong file "}, status=200) == undone
    assert anna.get(f"/imports/{number}") == undone
    problem = anna.post(path, {"reason": "Again"}, status=422)
    assert problem["errors"][0]["detail"] == "This import is undone already"


def test_undone_by_somebody_else_is_not_undone_once_more(
    anna: Caller, caller_of: CallerMaker
) -> None:
    path = f"/imports/{send(anna)['import']}/undoing"
    anna.post(path, {"reason": "Wrong"}, status=200)
    boris = caller_of(Role.REVIEWER, name="Boris")
    problem = boris.post(path, {"reason": "Wrong"}, status=422)
    assert problem["errors"][0]["pointer"] == "/reason"


def test_an_import_that_others_build_upon_is_not_undone(anna: Caller) -> None:
    first = send(anna)["import"]
    send(anna, ROWS.replace(",5,120", ",6,120"))
    problem = anna.post(f"/imports/{first}/undoing", {"reason": "Wrong"}, status=409)
    assert problem["type"].endswith("#in-use")


@pytest.mark.parametrize(
    ("content", "query", "status", "said"),
    [
        (b"%PDF-1.4", {}, 422, "this is a PDF"),
        (b"", {}, 422, "this one is empty"),
        (ROWS, {"mapping": "Other"}, 404, "There is no mapping Other"),
        (ROWS, {"submission_id": None}, 422, "Enter a UUID made for this import"),
        (ROWS, {"submission_id": "1"}, 422, "Enter a UUID, such as"),
        (ROWS, {"mapping": None}, 422, "Name a mapping: no hashtags say"),
        ("Other,Names\n1,2\n", {}, 422, "column"),
    ],
)
def test_a_file_that_cannot_be_taken_in_gets_one_clear_sentence(
    anna: Caller, content: bytes, query: dict[str, Any], status: int, said: str
) -> None:
    problem = send(anna, content, status=status, **query)
    assert said in str(problem.get("errors") or problem["detail"])
    assert anna.get("/imports")["items"] == []


def test_a_sheet_that_is_not_there_is_said(anna: Caller, writer: Writer) -> None:
    mapping = read_mapping('sheet = "May"\n' + MAPPING)
    with writer() as session:
        save_mapping(session, "May", mapping, person_id=anna.person.id, now=NOW)
    problem = send(anna, mapping="May", status=422)
    assert problem["errors"][0]["detail"] == "There is no sheet May in this file"


def test_a_file_is_as_large_as_the_settings_allow(
    anna: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    longer = ROWS + "2024-08-09,Sudzha,1,\n" * 20_000
    assert len(longer) > LARGEST_BODY
    send(anna, longer, dry_run="true", status=202)
    monkeypatch.setitem(anna.app.config, LIMITS_KEY, Limits(size=100))
    assert send(anna, longer, status=413)["type"].endswith("#too-large")


def test_a_narrowed_token_takes_no_file_in(
    caller_of: CallerMaker, places: Places, anna: Caller
) -> None:
    narrow = caller_of(Role.REVIEWER, areas=(places.district,))
    assert "imports reach everywhere" in send(narrow, status=403)["detail"]
    assert "imports reach everywhere" in narrow.get("/imports", status=403)["detail"]
    send(caller_of(Role.REVIEWER, name="Wide"))


def test_pages_of_imports_and_ids_that_are_none(anna: Caller) -> None:
    for number in range(3):
        send(anna, ROWS.replace("120", f"12{number}"))
    first = anna.get("/imports?limit=2")
    second = anna.get(f"/imports?cursor={first['next']}")
    assert [one["id"] for one in first["items"] + second["items"]] == [3, 2, 1]
    for path in ("/imports/9", "/imports/9/reports", "/imports/9/refused"):
        anna.get(path, status=404)


def test_an_older_edition_is_told(anna: Caller) -> None:
    send(anna)
    assert send(anna, ROWS.replace("120", "130"))["warnings"] == []
    dry = send(anna, dry_run="true", submission_id=None, status=200)
    (told,) = dry["warnings"]
    assert (told["kind"], told["heading"]) == (
        "older edition",
        "Numbers that go back to an earlier edition",
    )
    assert told["detail"].startswith("This very file was imported before, as import 1 of")
    assert told["about"][0].endswith("7 Aug 2024, people present 130 → 120")
    assert told["remedy"].startswith("Record it only if")
    assert send(anna)["warnings"] == dry["warnings"]


def test_a_dry_run_warns_of_what_the_preview_warns_of(anna: Caller, writer: Writer) -> None:
    send(anna)
    with writer() as session:
        save_mapping(session, "Sites", read_mapping(SITES), person_id=anna.person.id, now=NOW)
    rows = "Day,District,Shelter,Present\n2024-08-08,Sudzha,Hall,5\n2024-01-02,Sudzha,Hall,5\n"
    told = send(anna, rows, mapping="Sites", dry_run="true", submission_id=None, status=200)
    made, switching, early = told["warnings"]
    assert [w["kind"] for w in told["warnings"]] == [
        "new shelters",
        "report by shelters",
        "too early",
    ]
    assert (made["about"], made["remedy"]) == (["Sudzha / Hall"], None)
    (line,) = switching["about"]
    assert "people present 127 (8 Aug 2024)" in line
    assert line.startswith(
        "Sudzha, Kursk region, from 8 Aug 2024 on: last as a whole arrivals so far"
    )
    assert switching["heading"] == "A district will report by shelters"
    assert "report_by_shelter = false" in switching["remedy"]
    assert early["detail"].startswith("1 row is refused since the operation begins on 6 Aug 2024")
    (reason,) = told["refused_for"]
    assert (reason["rows"], reason["first"]) == (1, ["row 3"])
