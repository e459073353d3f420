"""The sign of life, and what a token gives."""

from __future__ import annotations

from flask import Response
from flask.typing import ResponseReturnValue

from tracker.registry.people import Role
from tracker.web.api.answering import answer
from tracker.web.api.asking import Asked
from tracker.web.api.blueprint import blueprint
from tracker.web.api.calls import call
from tracker.web.api.records import ListOf, Record, given
from tracker.web.api.schemas import Choice
from tracker.web.api.shapes import ID, WORDS, YES
from tracker.web.shared import access
from tracker.web.shared.operation import current_operation

HEALTH = Record(name="Health", items={"status": given(WORDS, "ok.")})
TOKEN = Record(
    name="Token",
    items={
        "name": given(WORDS, "The token's name."),
        "person": given(WORDS, "In whose name it acts."),
        "roles": given(ListOf(item=Choice(of=Role, noun="a role"), most=4), "That person's roles."),
        "may_write": given(YES, "Whether it may write."),
        "areas": given(ListOf(item=ID, most=1000), "What it is narrowed to; empty: not narrowed."),
    },
)


@blueprint.get("/health")
@access.public
def health() -> Response:
    """Say that the server and its database answer; no token is needed."""
    current_operation()
    response = answer({"status": "ok"})
    response.headers["Cache-Control"] = "no-store"
    return response


@call("GET", "/token", tag="health", answers={200: TOKEN})
def show_token(asked: Asked) -> ResponseReturnValue:
    """Say whose token it is and what it gives."""
    person, token = asked.person, asked.bearer.token
    return answer(
        {
            "name": token.name,
            "person": person.display_name,
            "roles": sorted(person.roles),
            "may_write": token.may_write,
            "areas": list(token.areas),
        }
    )
