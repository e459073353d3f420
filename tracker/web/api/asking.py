"""What a call asks for: who sends it, whether they may, and everything sent as values."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NoReturn
from uuid import UUID

from flask import current_app, g, request
from sqlalchemy.orm import Session

from tracker.config import LIMITS_KEY
from tracker.domain.errors import NotAllowed, NotFound
from tracker.recording.submissions import find_accepted
from tracker.registry.operation import Operation, require_operation
from tracker.registry.people import Person, Role
from tracker.registry.places import load_kind
from tracker.registry.tokens import Bearer, TokenUse, is_covered
from tracker.web.api.blueprint import MEDIA
from tracker.web.api.pacing import count_call
from tracker.web.api.problems import NotReadable, Unauthorized, Unprocessable, WrongMedia
from tracker.web.api.reach import Reach, find_reach
from tracker.web.api.records import Record
from tracker.web.api.schemas import Fault, Faults, Schema
from tracker.web.shared.access import NOT_YOURS
from tracker.web.shared.bearers import require_bearer
from tracker.web.shared.unit_of_work import reading

LARGEST_BODY = 256 * 1024
"""Bytes of a body: a report with all that can be said in it is a tenth of that."""

READ_ONLY = "This token only reads. Make one that may write."
SENT = "api_sent"
"""Under which the request keeps the body as it was sent, for paths to what is wrong in it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameter:
    """A value in the address."""

    name: str
    schema: Schema
    meaning: str
    required: bool = False


Judge = Callable[[Mapping[str, Any], Sequence[Fault]], Iterable[Fault]]
"""Takes the values of a body, None where they could not be read, and why they could not be."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """Who may call, and what is taken. A file is sent as the body itself.

    What `repeats` may be sent once more by who has lost the role: it is answered, and kept not.
    `judge` says what cannot be true in the parts of a body that could be read, where others could
    not, so that all of it is told at once.
    """

    roles: frozenset[Role]
    writes: bool
    parameters: tuple[Parameter, ...]
    body: Record | None
    takes_file: bool = False
    judge: Judge | None = None
    repeats: bool = False


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A call that may be served. `query` and `body` have every name; what was left out is None."""

    bearer: Bearer
    query: Mapping[str, Any]
    body: Mapping[str, Any]

    @property
    def person(self) -> Person:
        """Whose program it is."""
        return self.bearer.person

    @cached_property
    def session(self) -> Session:
        """The request's session for reading."""
        return reading()

    @cached_property
    def operation(self) -> Operation:
        """The operation; raises NotFound before there is one."""
        return require_operation(self.session)

    @cached_property
    def reach(self) -> Reach:
        """The places that the program sees."""
        return find_reach(self.session, self.bearer)

    def require_reached(self, place_id: int, what: str = "place", key: object = None) -> None:
        """Refuse what is about a place out of reach as if it did not exist, or that does not."""
        if not self.reach.holds(place_id) or not self._is_place(place_id):
            raise NotFound(what, place_id if key is None else key)

    def _is_place(self, place_id: int) -> bool:
        """Whether there is such a place; whoever sees everything may name one that is not."""
        try:
            load_kind(self.session, place_id)
        except NotFound:
            return False
        return True

    def covers(self, place_id: int) -> bool:
        """Whether the token itself reaches a place, whatever its person may do there."""
        return is_covered(self.session, self.bearer.token, place_id)


def ask(rules: Rules) -> Asked:
    """Read the current call. Raises what answers it where it cannot be served."""
    bearer = find_sender()
    count_call(bearer.token.id)
    limit = current_app.config[LIMITS_KEY].size if rules.takes_file else LARGEST_BODY
    request.max_content_length = limit
    if rules.roles.isdisjoint(bearer.person.roles) and not (
        rules.repeats and is_known(bearer.person.id)
    ):
        raise NotAllowed(NOT_YOURS)
    if rules.writes and not bearer.token.may_write:
        raise NotAllowed(READ_ONLY)
    return Asked(
        bearer=bearer,
        query=read_query(rules.parameters),
        body=read_body(rules.body, rules.judge) if rules.body else {},
    )


def is_known(person_id: int) -> bool:
    """Whether this person's own submission was accepted under the id in the body.

    Whoever sends it once more since the answer was lost learns that it counts, also without the
    role by now; that nothing but the same is taken is seen to where the content is read.
    """
    try:
        submission = UUID(parse_json(request.get_data())["submission_id"])
    except (NotReadable, LookupError, TypeError, ValueError, AttributeError):
        return False
    accepted = find_accepted(reading(), submission)
    return accepted is not None and accepted.person_id == person_id


def find_sender() -> Bearer:
    """Whose token stands in the header; sessions and cookies are not looked at."""
    sent = request.authorization
    if sent is None or sent.type != "bearer" or not sent.token:
        raise Unauthorized(is_wrong=False)
    try:
        return require_bearer(sent.token, TokenUse.API)
    except NotFound:
        raise Unauthorized(is_wrong=True) from None


def read_query(parameters: tuple[Parameter, ...]) -> dict[str, Any]:
    """The values in the address; unknown names are refused, since a filter may be meant."""
    faults, named = Faults(), {parameter.name: parameter for parameter in parameters}
    for name, sent in request.args.lists():
        if name not in named:
            faults.add(name[:100], "Leave this out: no parameter is called like this")
        elif len(sent) > 1:
            faults.add(name, "Enter this only once; several values have commas between them")
    values: dict[str, Any] = dict.fromkeys(named)
    for parameter in parameters:
        text = request.args.get(parameter.name)
        if text is not None:
            values[parameter.name] = parameter.schema.read_text(text, parameter.name, faults)
        elif parameter.required:
            faults.add(
                parameter.name, f"Enter {parameter.meaning[0].lower()}{parameter.meaning[1:]}"
            )
    if faults.found:
        raise Unprocessable(faults.found, in_body=False)
    return values


def read_body(record: Record, judge: Judge | None = None) -> dict[str, Any]:
    """The body as values, checked against the record."""
    if request.mimetype != MEDIA:
        raise WrongMedia(MEDIA)
    sent = parse_json(request.get_data())
    g.setdefault(SENT, sent)
    faults = Faults()
    values = record.read(sent, "", faults)
    if values is None:
        raise Unprocessable(faults.found)
    if faults.found:
        more = judge(values, faults.found) if judge else ()
        raise Unprocessable([*faults.found, *more])
    return values


def parse_json(body: bytes) -> Any:
    """JSON in UTF-8; raises NotReadable for anything else, also for what is nested too deep."""
    try:
        return json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise NotReadable from None


def _refuse_constant(_name: str) -> NoReturn:
    raise ValueError("NaN and Infinity are no JSON")
