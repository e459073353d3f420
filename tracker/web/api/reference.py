"""The readable page of the API, made of its own description."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.web.api.blueprint import PREFIX
from tracker.web.api.calls import CALLS, Call
from tracker.web.api.openapi import STATUS_WORDS, TAGS, list_all_records, write_path
from tracker.web.api.records import Item, ListOf, Nullable, Record, list_records
from tracker.web.api.schemas import Schema
from tracker.web.shared import access
from tracker.web.shared.problems import TITLES

pages = Blueprint("api_pages", __name__, url_prefix=PREFIX)

PROBLEM_WORDS = {
    "refused": "`detail` says why, and what to do instead.",
    "not-readable": "The body is JSON in UTF-8, without NaN and Infinity.",
    "no-token": "Send `Authorization: Bearer` and a token. It may have been revoked, or the "
    "password was changed, or the account has no role any more.",
    "not-allowed": "The role of the account, or what the token is narrowed to, does not allow it; "
    "`detail` says which.",
    "not-found": "There is nothing of that id or address, or nothing that this token may see; the "
    "answer is the same.",
    "wrong-method": "`Allow` lists the methods.",
    "wrong-media": "Say what the body is in `Content-Type`.",
    "too-large": "A report is at most 256 kB; files as large as the settings allow.",
    "invalid": "Each of `errors` says what to do, with the place in the body (`pointer`) or in the "
    "address (`parameter`).",
    "needs-confirmation": "Nothing was recorded. Show `warnings` to whoever knows; if the numbers "
    "are meant so, send the same again with `confirmation`. Another number needs another one.",
    "submission-conflict": "The `submission_id` was used for other content, which stands. Of "
    "reports both are kept, and a reviewer settles it: read `report`, and correct it if it is "
    "wrong. Of imports the other file is not kept: read `import`, and send the file under an id of "
    "its own.",
    "outdated-revision": "Somebody changed the report since `based_on`. Read it again, then send "
    "the correction based on its new `seq`.",
    "changed": "The report is not the one whose tag was sent as `If-Match`.",
    "withdrawn": "What was withdrawn stays so. Send a new report instead.",
    "in-use": "Something recorded later depends on it; `detail` says what.",
    "too-many-calls": "Wait as long as `Retry-After` says. `X-RateLimit-Limit`, `-Remaining` and "
    "`-Reset` of every answer tell how many calls are left in this minute.",
    "failed": "It is not your fault, and nothing was recorded. Tell whoever runs the tracker.",
    "unavailable": "Nothing was recorded. Send the same again in a minute: it counts once.",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """A field or parameter as the page tells it.

    `of` is the record that it holds, if any; `more` says whether it must be there, where that is
    worth saying.
    """

    name: str
    kind: str
    of: str | None
    more: str
    meaning: str


@pages.get("/reference")
@access.public
def show_reference() -> ResponseReturnValue:
    """All calls, shapes and problems on one page that works without scripts."""
    return render_template("api/reference.html", **describe_page())


def describe_page() -> dict[str, Any]:
    """What stands on the page."""
    records = {record.name: record for record in list_all_records(CALLS)}
    sent = {
        record.name for one in CALLS if one.rules.body for record in list_records(one.rules.body)
    }
    groups = {tag: [one for one in CALLS if one.tag == tag] for tag in TAGS}
    return {
        "prefix": PREFIX,
        "groups": {TAGS[tag]: (tag, calls) for tag, calls in groups.items()},
        "records": [
            (name, list(list_lines(records[name].items, is_sent=name in sent)))
            for name in sorted(records)
        ],
        "problems": [(kind, title, PROBLEM_WORDS[kind]) for kind, title in TITLES.items()],
        "write_path": write_path,
        "list_parameters": list_parameters,
        "list_answers": list_answers,
        "status_words": STATUS_WORDS,
    }


def list_lines(items: Mapping[str, Item], *, is_sent: bool) -> Iterator[Line]:
    """The fields of a record: of one that is sent what is needed, else what may be missing."""
    words = {True: "needed", False: ""} if is_sent else {True: "", False: "may be left out"}
    for name, item in items.items():
        yield Line(
            name=name,
            kind=say_kind(item.schema),
            of=find_record(item.schema),
            more=words[item.always],
            meaning=item.meaning,
        )


def list_parameters(one: Call) -> Iterator[Line]:
    """The parameters of a call."""
    for parameter in one.rules.parameters:
        yield Line(
            name=parameter.name,
            kind=say_kind(parameter.schema),
            of=None,
            more="needed" if parameter.required else "",
            meaning=parameter.meaning,
        )


def list_answers(one: Call) -> list[tuple[int, str, str | None]]:
    """Statuses of a call that is served, with their words and records."""
    return [
        (status, STATUS_WORDS[status], record.name if record else None)
        for status, record in one.answers.items()
    ]


def say_kind(schema: Schema) -> str:
    """What a value is, in a few words."""
    match schema:
        case Nullable():
            return f"{say_kind(schema.value)}, or null"
        case ListOf():
            return f"list of {say_kind(schema.item)}"
        case Record():
            return schema.name
    described = schema.describe()
    if "enum" in described:
        return " · ".join(described["enum"])
    return str(described.get("format", described["type"]))


def find_record(schema: Schema) -> str | None:
    """The record that a value is, or is a list of."""
    match schema:
        case Nullable():
            return find_record(schema.value)
        case ListOf():
            return find_record(schema.item)
        case Record():
            return schema.name
    return None
