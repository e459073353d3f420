"""What a program is told when a call is not served: problem details with paths to the fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response, g
from werkzeug.exceptions import RequestEntityTooLarge

from tracker.domain.errors import (
    ImportConflict,
    InUse,
    InvalidCount,
    InvalidField,
    InvalidReport,
    OutdatedRevision,
    ReportWithdrawn,
    SubmissionConflict,
)
from tracker.domain.reports import SoftWarning
from tracker.exchange.importing import MappingUnfit
from tracker.web.api.blueprint import blueprint
from tracker.web.api.pacing import MINUTE, TooManyCalls
from tracker.web.api.schemas import Fault
from tracker.web.shared.problems import Kind, write_problem
from tracker.web.shared.unit_of_work import discard_writing, keep_writing


class Unauthorized(Exception):
    """A call without a token, or with one that opens nothing."""

    def __init__(self, *, is_wrong: bool) -> None:
        super().__init__()
        self.is_wrong = is_wrong


class NotReadable(Exception):
    """A body that is no JSON."""


class WrongMedia(Exception):
    """A body of another type than what is taken."""

    def __init__(self, taken: str) -> None:
        super().__init__(taken)
        self.taken = taken


class ChangedMeanwhile(Exception):
    """A change on condition that the report is as it was read, which it is not."""


class Unprocessable(Exception):
    """Values that cannot be accepted, in the body or in the address."""

    def __init__(self, faults: Sequence[Fault], *, in_body: bool = True) -> None:
        super().__init__("; ".join(fault.detail for fault in faults))
        self.faults = tuple(faults)
        self.in_body = in_body


def tell(status: int, kind: Kind, detail: str, **more: Any) -> Response:
    """A problem of a kind; nothing that was written for the call stays."""
    discard_writing()
    return write_problem(status, detail, kind=kind, **more)


@blueprint.errorhandler(Unauthorized)
def _ask_for_token(problem: Unauthorized) -> Response:
    detail = (
        "This token opens nothing here: it may have been revoked. Make a new one."
        if problem.is_wrong
        else "Send a token in the header: Authorization: Bearer followed by the token."
    )
    response = tell(401, Kind.NO_TOKEN, detail)
    error = ', error="invalid_token"' if problem.is_wrong else ""
    response.headers["WWW-Authenticate"] = f'Bearer realm="tracker"{error}'
    return response


@blueprint.errorhandler(TooManyCalls)
def _slow_down(_problem: TooManyCalls) -> Response:
    detail = "This token was used too often in this minute. Wait, then go on."
    response = tell(429, Kind.TOO_MANY_CALLS, detail)
    response.headers["Retry-After"] = str(MINUTE)
    return response


@blueprint.errorhandler(NotReadable)
def _tell_unreadable(_problem: NotReadable) -> Response:
    return tell(400, Kind.NOT_READABLE, "Send JSON in UTF-8.")


@blueprint.errorhandler(WrongMedia)
def _tell_media(problem: WrongMedia) -> Response:
    return tell(415, Kind.WRONG_MEDIA, f"Send the body as {problem.taken}.")


@blueprint.errorhandler(RequestEntityTooLarge)
def _tell_too_large(_problem: RequestEntityTooLarge) -> Response:
    return tell(413, Kind.TOO_LARGE, "Send a smaller body.")


@blueprint.errorhandler(Unprocessable)
def _tell_faults(problem: Unprocessable) -> Response:
    place = "pointer" if problem.in_body else "parameter"
    errors = [{place: fault.at, "detail": fault.detail} for fault in problem.faults]
    return tell(422, Kind.INVALID, "Mend what is listed, then send it again.", errors=errors)


@blueprint.errorhandler(InvalidReport)
def _tell_invalid_report(problem: InvalidReport) -> Response:
    sent = _sent()
    errors = [{"pointer": point_at(one, sent), "detail": one.message} for one in problem.problems]
    more = {"warnings": describe_warnings(problem.warnings)} if problem.warnings else {}
    detail = "Mend what is listed, then send it again."
    return tell(422, Kind.INVALID, detail, errors=errors, **more)


@blueprint.errorhandler(MappingUnfit)
def _tell_unfit(problem: MappingUnfit) -> Response:
    errors = [tell_misfit(one.pointer, one.message) for one in problem.problems]
    return tell(422, Kind.INVALID, "Mend the mapping, then send the file again.", errors=errors)


@blueprint.errorhandler(InvalidField)
def _tell_invalid_field(problem: InvalidField) -> Response:
    # A call that takes a file has everything else in the address.
    place = (
        {"pointer": point_at(problem, _sent())} if "api_sent" in g else {"parameter": problem.field}
    )
    errors = [{**place, "detail": problem.message}]
    return tell(422, Kind.INVALID, problem.message, errors=errors)


@blueprint.errorhandler(SubmissionConflict)
def _tell_conflict(problem: SubmissionConflict) -> Response:
    # What was sent now is kept beside what was accepted, for a person to look at.
    keep_writing()
    more = {"report": problem.report_id, "seq": problem.seq}
    return write_problem(409, problem.message, kind=Kind.SUBMISSION_CONFLICT, **more)


@blueprint.errorhandler(ImportConflict)
def _tell_import_conflict(problem: ImportConflict) -> Response:
    return tell(409, Kind.SUBMISSION_CONFLICT, problem.message, **{"import": problem.import_id})


@blueprint.errorhandler(OutdatedRevision)
def _tell_outdated(problem: OutdatedRevision) -> Response:
    more = {"report": problem.report_id, "seq": problem.latest}
    return tell(409, Kind.OUTDATED_REVISION, problem.message, **more)


@blueprint.errorhandler(ChangedMeanwhile)
def _tell_changed(_problem: ChangedMeanwhile) -> Response:
    detail = "Read the report again, look at what changed, then send your change again."
    return tell(412, Kind.CHANGED, detail)


@blueprint.errorhandler(ReportWithdrawn)
def _tell_withdrawn(problem: ReportWithdrawn) -> Response:
    return tell(409, Kind.WITHDRAWN, problem.message, report=problem.report_id)


@blueprint.errorhandler(InUse)
def _tell_in_use(problem: InUse) -> Response:
    return tell(409, Kind.IN_USE, problem.message)


def tell_misfit(pointer: str, detail: str) -> dict[str, str]:
    """What is wrong with the mapping that was named, and where in it."""
    return {"parameter": "mapping", "in_mapping": pointer, "detail": detail}


def describe_warnings(warnings: Sequence[SoftWarning]) -> list[dict[str, Any]]:
    """Soft warnings as a program reads them."""
    return [
        {
            "code": warning.code,
            "indicator": warning.indicator,
            "detail": warning.message,
            "suggested": warning.suggested,
        }
        for warning in warnings
    ]


_NESTED = {
    "move_people": "/move/people",
    "move_source": "/move/source",
    "move_target": "/move/target",
}
_OF_FALLS = {"fall": "kind", "into": "into"}


def point_at(problem: InvalidCount | InvalidField, sent: Mapping[str, Any]) -> str:
    """The JSON Pointer in the body that was sent to what a check complains of."""
    if isinstance(problem, InvalidField):
        return _NESTED.get(problem.field, f"/{problem.field}")
    group = "falls" if problem.field in _OF_FALLS else "counts"
    field = _OF_FALLS.get(problem.field, problem.field)
    for n, one in enumerate(sent.get(group) or ()):
        if one.get("indicator") == problem.indicator:
            return f"/{group}/{n}/{field}"
    return f"/{group}"


def _sent() -> Mapping[str, Any]:
    sent: Mapping[str, Any] = g.get("api_sent", {})
    return sent
