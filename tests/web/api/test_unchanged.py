"""Programs say that nothing changed, and the levels of before count for the day."""

from typing import Any
from uuid import uuid4

from tests.web.api.conftest import Caller, Register, Reporter, day
from tests.web.fixtures import NOW, Writer
from tracker.recording.history import load_report
from tracker.registry.people import set_assignments


def unchanged(place: int, **more: Any) -> dict[str, Any]:
    return {"submission_id": str(uuid4()), "place": place, "day": "2024-08-20", **more}


def test_the_levels_of_before_are_reported_again_once(
    olga: Caller, register: Register, report: Reporter, writer: Writer
) -> None:
    report(register.whole, day(18), present=100, arrivals=7)
    report(register.hall, day(18), present=40)
    body = unchanged(register.whole)
    response = olga.send("POST", "/reports/unchanged", json=body)
    assert response.status_code == 201
    receipt = response.get_json()
    assert response.headers["Location"] == f"/api/v1/reports/{receipt['report']}"
    made = olga.get(f"/reports/{receipt['report']}")
    assert [(one["indicator"], one["value"]) for one in made["counts"]] == [("present", 100)]
    assert made["source"]["name"] == "Office"
    with writer() as session:
        assert load_report(session, receipt["report"]).revisions[0].channel == "unchanged"
        set_assignments(session, olga.person.id, [register.elsewhere], now=NOW)
    assert olga.post("/reports/unchanged", body, status=200) == {**receipt, "repeated": True}
    other = {**body, "day": "2024-08-19"}
    olga.post("/reports/unchanged", other, status=422)
    assert len(olga.get("/reports")["items"]) == 0
    with writer() as session:
        set_assignments(session, olga.person.id, [register.whole], now=NOW)
    olga.post("/reports/unchanged", other, status=409)


def test_what_cannot_be_confirmed_is_refused_at_its_place(
    olga: Caller, register: Register, report: Reporter
) -> None:
    def refuse(**body: Any) -> dict[str, str]:
        sent = {**unchanged(register.whole), **body}
        problem = olga.post("/reports/unchanged", sent, status=422)
        return {one["pointer"]: one["detail"] for one in problem["errors"]}

    assert "no earlier numbers" in refuse()["/place"]
    report(register.whole, day(18), present=100)
    assert refuse(place=register.elsewhere) == {"/place": "Choose a place that you report for"}
    assert refuse(source=99) == {"/source": "Choose a source from the list"}
    assert set(refuse(day="2024-08-21")) == {"/day"}
    olga.get("/reports?source=99", status=404)
    assert len(olga.get("/reports")["items"]) == 1
