"""Programs that call the API by a token, each answer held to what the API says of itself."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.web.dashboard.conftest import (
    Register,
    Reporter,
    _noon,
    day,
    register,
    registered,
    report,
    sources,
)
from tests.web.fixtures import NOW, PersonMaker, Writer
from tracker.registry.people import Person, Role
from tracker.registry.tokens import TokenDraft, TokenUse, add_token
from tracker.web.api.blueprint import PREFIX
from tracker.web.api.calls import CALLS
from tracker.web.api.schemas import Faults
from tracker.web.api.shapes import PROBLEM
from tracker.web.shared.problems import MEDIA

__all__ = ["Register", "Reporter", "_noon", "day", "register", "registered", "report", "sources"]

CALLS_BY_NAME = {one.name: one for one in CALLS}


@dataclass(frozen=True, kw_only=True)
class Caller:
    """A program with a token; checks that every answer has the shape that is documented."""

    app: Flask
    token: str
    person: Person

    def send(self, method: str, path: str, **more: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.token}", **more.pop("headers", {})}
        address = path if path.startswith("/api") else f"{PREFIX}{path}"
        response = self.app.test_client().open(address, method=method, headers=headers, **more)
        check_shape(self.app, response)
        return response

    def get(self, path: str, *, status: int = 200, **more: Any) -> Any:
        """The answer's JSON."""
        response = self.send("GET", path, **more)
        assert response.status_code == status, response.get_data(as_text=True)[:600]
        return response.get_json(force=True)

    def post(self, path: str, body: Any, *, status: int = 201, **more: Any) -> Any:
        """The answer's JSON."""
        response = self.send("POST", path, json=body, **more)
        assert response.status_code == status, response.get_data(as_text=True)[:900]
        return response.get_json(force=True)


def check_shape(app: Flask, response: TestResponse) -> None:
    """Hold an answer to the shape that its call documents for its status."""
    if response.status_code == 304 or not response.get_data():
        return
    if response.status_code >= 400:
        assert response.mimetype == MEDIA
        hold_to(PROBLEM, response)
        return
    adapter = app.url_map.bind("localhost")
    name, _ = adapter.match(response.request.path, method=response.request.method)
    documented = CALLS_BY_NAME[name.partition(".")[2]].answers[response.status_code]
    if documented is not None:
        hold_to(documented, response)


def hold_to(record: Any, response: TestResponse) -> None:
    faults = Faults()
    record.read(response.get_json(force=True), "", faults)
    assert faults.found == [], response.request.path


CallerMaker = Callable[..., Caller]


@pytest.fixture
def caller_of(app: Flask, operation: None, make_person: PersonMaker, writer: Writer) -> CallerMaker:
    """Makes a program of a new person with these roles; its token may write unless told not to."""

    def make(
        *roles: Role, areas: tuple[int, ...] = (), may_write: bool = True, **person: Any
    ) -> Caller:
        holder = make_person(*roles, **person)
        return call_as(app, writer, holder, areas=areas, may_write=may_write)

    return make


def call_as(
    app: Flask,
    writer: Writer,
    person: Person,
    *,
    areas: tuple[int, ...] = (),
    may_write: bool = True,
) -> Caller:
    with writer() as session:
        draft = TokenDraft(use=TokenUse.API, name="Program", may_write=may_write, areas=areas)
        token = add_token(session, person.id, draft, now=NOW)
    return Caller(app=app, token=token, person=person)


@pytest.fixture
def official(caller_of: CallerMaker) -> Caller:
    return caller_of(Role.OFFICIAL, name="Official")


@pytest.fixture
def olga(caller_of: CallerMaker, register: Register, sources: dict[str, int]) -> Caller:
    """A coordinator's program: hers are both districts of the region."""
    own = (register.whole, register.by_shelter)
    return caller_of(Role.COORDINATOR, name="Olga", assigned=own, source_id=sources["Office"])


def new_report(place: int, **more: Any) -> dict[str, Any]:
    """A report of 412 people present, as it is sent."""
    return {
        "submission_id": str(uuid4()),
        "place": place,
        "day": "2024-08-20",
        "counts": [{"indicator": "present", "value": 412}],
        **more,
    }
