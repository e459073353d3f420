"""Each call is served once, and what it answers is held to its description by schemathesis."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import schemathesis
from flask import Flask
from schemathesis import Case
from schemathesis.core.result import Ok

from tests.web.api.conftest import Caller, Register, new_report
from tests.web.api.test_openapi import HELD_TO, everybody
from tracker.web.api.blueprint import PREFIX
from tracker.web.api.calls import CALLS
from tracker.web.shared.long_files import LONG

__all__ = ["everybody"]

FILE = (
    "#date+occurred,#adm2+name,#meta+source,#affected+idps+ind+stock\n"
    "2024-08-19,Elsewhere,Office,7\n2024-08-19,Nowhere,Office,9\n"
)
DAYS = {"from": "2024-08-18", "to": "2024-08-19"}
REASON = "Counted twice"
LOOK = {"dry_run": "true"}


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A call that is served, with what is sent."""

    name: str
    status: int = 200
    ids: dict[str, int] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    body: Any = None


def act(**body: Any) -> dict[str, Any]:
    return {"submission_id": str(uuid4()), **body}


def list_calls(register: Register) -> Iterator[Sent]:
    """One of each, the acts in an order in which all of them can be done."""
    counts = [{"indicator": "present", "value": 90, "parts": [{"sex": "f", "value": 4}]}]
    first = {"report_id": 1}
    verdict = act(seq=1, kind="disputed", reason=REASON)
    yield Sent(name="make_decision", status=201, ids=first, body=verdict)
    correction = act(based_on=1, reason=REASON, counts=counts)
    yield Sent(name="correct", status=201, ids=first, body=correction)
    yield Sent(name="make_report", status=201, body=new_report(register.hall))
    unchanged = act(place=register.whole, day="2024-08-20")
    yield Sent(name="report_unchanged", status=201, body=unchanged)
    query = {"file_name": "a.csv", "submission_id": str(uuid4())}
    yield Sent(name="make_import", status=201, query=query, body=FILE.encode())
    rows = FILE + "2024-08-19,Nowhere,Office,9\n" * LONG
    yield Sent(name="make_import", status=202, query=query | LOOK, body=rows.encode())
    for name, status in (("show_course", 200), ("stop_import", 202)):
        asked = {"submission_id": query["submission_id"], **LOOK}
        yield Sent(name=name, status=status, query=asked)
    for name in ("show_import", "list_import_reports", "list_refused_rows"):
        yield Sent(name=name, ids={"import_id": 1})
    yield Sent(name="read_series", query={"levels": "self,unit", "indicator": "present,arrivals"})
    yield Sent(name="show_report", ids=first)
    yield Sent(name="show_area", ids={"area_id": 1})
    yield Sent(name="show_source", ids={"source_id": 1})
    for name in ("reports", "decisions", "imports", "areas", "sources"):
        yield Sent(name=f"list_all_{name}")
    yield Sent(name="list_units")
    yield Sent(name="show_token")
    yield Sent(name="undo", ids={"import_id": 1}, body={"reason": REASON})
    for name in ("show_undoing", "stop_import_undoing"):
        yield Sent(name=name, ids={"import_id": 1})
    withdrawal = act(based_on=2, reason=REASON)
    yield Sent(name="withdraw", status=201, ids=first, body=withdrawal)
    yield Sent(name="make_export", body={"content": "areas", "format": "csv"})
    yield Sent(name="make_workbook", body={"area": register.by_shelter, **DAYS})


def test_what_is_served_is_as_described(app: Flask, everybody: Caller, register: Register) -> None:
    calls = list(list_calls(register))
    assert sorted({sent.name for sent in calls}) == sorted(one.name for one in CALLS)
    schema = schemathesis.openapi.from_wsgi(f"{PREFIX}/openapi.json", app)
    operations = {
        found.ok().definition.raw["operationId"]: found.ok()
        for found in schema.get_all_operations()
        if isinstance(found, Ok)
    }
    headers = {"Authorization": f"Bearer {everybody.token}", "Accept-Encoding": "identity"}
    for sent in calls:
        more = {} if sent.body is None else {"body": sent.body, "media_type": media_of(sent.body)}
        case: Case = operations[sent.name].Case(path_parameters=sent.ids, query=sent.query, **more)
        answered = case.call_and_validate(headers=headers, checks=HELD_TO)
        assert answered.status_code == sent.status, (sent.name, answered.text)
        if sent.name.startswith("list_"):
            assert answered.json()["items"], sent.name


def media_of(body: Any) -> str:
    return "application/octet-stream" if isinstance(body, bytes) else "application/json"
