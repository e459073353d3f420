"""The API's own description, OpenAPI 3.1, made of the very calls and schemas that serve it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from flask import Response, url_for

from tracker.web.api.answering import answer
from tracker.web.api.blueprint import MEDIA, PREFIX, blueprint
from tracker.web.api.calls import CALLS, Call
from tracker.web.api.health import HEALTH
from tracker.web.api.records import Record, list_records
from tracker.web.api.schemas import Schema
from tracker.web.api.shapes import ID, PROBLEM, REPORT_ID
from tracker.web.shared import access
from tracker.web.shared.problems import MEDIA as PROBLEM_MEDIA

Described = dict[str, Any]
TAGS = {
    "areas": "Areas: the administrative tree",
    "units": "Reporting units: what daily counts are about",
    "sources": "Sources: who says so",
    "series": "Daily values of areas and units",
    "reports": "Reports: read, made, corrected, withdrawn",
    "decisions": "Decisions of reviewers",
    "imports": "Files taken in",
    "exports": "Numbers and registers as files",
    "health": "The sign of life, and what a token gives",
}
STATUS_WORDS = {
    200: "Done.",
    201: "Recorded.",
    202: "Being done; `Location` is where to ask how far it is.",
    304: "Nothing changed since `If-None-Match`.",
    400: "The body cannot be read.",
    401: "A token is needed, or this one opens nothing.",
    403: "Your role, or this token, does not allow it.",
    404: "There is nothing of that id, or nothing that this token may see.",
    409: "It contradicts what was recorded meanwhile.",
    412: "The report is not the one that `If-Match` names.",
    413: "The body is too large.",
    415: "The body is of another type.",
    422: "Something in the call cannot be accepted, or must be confirmed.",
    429: "Too many calls, or too many wrong tokens.",
    503: "The database is busy or out of reach; nothing was recorded.",
}
ALWAYS = (401, 403, 404, 422, 429, 503)
_OF_BODY = (400, 413, 415)
_ID = re.compile(r"<id(?:\(max=\d+\))?:(\w+)>")


@blueprint.get("/openapi.json")
@access.public
def show_openapi() -> Response:
    """The description itself; it holds no data, so no token is needed."""
    return answer(describe_api(CALLS, server=url_for("api.health")[: -len("/health")]))


def describe_api(calls: Iterable[Call], *, server: str = PREFIX) -> Described:
    """The whole description."""
    listed = list(calls)
    paths: dict[str, Described] = {"/health": {"get": _describe_health()}}
    for one in listed:
        paths.setdefault(write_path(one), {})[one.method.lower()] = describe_call(one)
    records = {record.name: record for record in list_all_records(listed)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Evacuation and displacement tracker",
            "version": "1",
            "description": "What was said of displaced people, shelter places and casualties, by "
            "whom, how sure, and what it adds up to. Null means not reported, and never 0.",
        },
        "servers": [{"url": server}],
        "tags": [{"name": name, "description": words} for name, words in TAGS.items()],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {name: records[name].define() for name in sorted(records)},
        },
    }


def list_all_records(calls: Iterable[Call]) -> Iterator[Record]:
    """Every record that a call takes or answers."""
    yield HEALTH
    yield from list_records(PROBLEM)
    for one in calls:
        for schema in (one.rules.body, *one.answers.values()):
            if schema is not None:
                yield from list_records(schema)


def write_path(one: Call) -> str:
    """The path as OpenAPI writes it: `/areas/{area_id}`."""
    return _ID.sub(r"{\1}", one.path)


def describe_call(one: Call) -> Described:
    """An operation."""
    described: Described = {
        "operationId": one.name,
        "tags": [one.tag],
        "summary": one.summary,
        "description": " ".join(filter(None, (one.description, _say_who(one)))),
        "parameters": [*_describe_ids(one), *_describe_parameters(one)],
        "responses": {str(status): body for status, body in _list_answers(one)},
    }
    if one.rules.body is not None:
        content = {MEDIA: {"schema": one.rules.body.describe()}}
        described["requestBody"] = {"required": True, "content": content}
    if one.rules.takes_file:
        content = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
        described["requestBody"] = {"required": True, "content": content}
    return described


def _say_who(one: Call) -> str:
    roles = ", ".join(sorted(one.rules.roles))
    return f"Roles: {roles}.{' The token must be one that may write.' * one.rules.writes}"


def _describe_ids(one: Call) -> Iterator[Described]:
    for name in _ID.findall(one.path):
        schema = REPORT_ID if name == "report_id" else ID
        yield {
            "name": name,
            "in": "path",
            "required": True,
            "description": one.ids[name],
            "schema": schema.describe(),
        }


def _describe_parameters(one: Call) -> Iterator[Described]:
    for parameter in one.rules.parameters:
        schema = parameter.schema.describe()
        listed = {"style": "form", "explode": False} if schema.get("type") == "array" else {}
        yield {
            "name": parameter.name,
            "in": "query",
            "required": parameter.required,
            "description": parameter.meaning,
            "schema": schema,
            **listed,
        }


def _list_answers(one: Call) -> Iterator[tuple[int, Described]]:
    for status, record in one.answers.items():
        yield status, _describe_answer(status, record) if record else _describe_files(one)
    of_body = _OF_BODY if one.rules.body is not None else ()
    for status in sorted({*ALWAYS, *of_body, *one.problems}):
        yield status, _describe_answer(status, PROBLEM, PROBLEM_MEDIA)
    if one.method == "GET":
        yield 304, {"description": STATUS_WORDS[304]}


def _describe_answer(status: int, schema: Schema, media: str = MEDIA) -> Described:
    content = {media: {"schema": schema.describe()}}
    return {"description": STATUS_WORDS[status], "content": content}


def _describe_files(one: Call) -> Described:
    # Without a schema: what is in the file is no JSON to be held to one.
    return {"description": "The file.", "content": {media: {} for media in one.files}}


def _describe_health() -> Described:
    return {
        "operationId": "health",
        "tags": ["health"],
        "summary": "Say that the server and its database answer",
        "description": "No token is needed.",
        "security": [],
        "responses": {
            "200": _describe_answer(200, HEALTH),
            "503": _describe_answer(503, PROBLEM, PROBLEM_MEDIA),
        },
    }
