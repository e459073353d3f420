"""Imports: listed, looked at, made of a file."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.domain.errors import ImportConflict, NotAllowed
from tracker.exchange.importing import (
    ImportDraft,
    find_import,
    is_of_file,
    list_imported,
    list_imports,
    list_refused,
    list_warnings,
    load_import,
    plan_import,
    record_import,
)
from tracker.registry.people import Role
from tracker.web.api.answering import answer, answer_page
from tracker.web.api.asking import Asked, Parameter
from tracker.web.api.calls import call
from tracker.web.api.import_shapes import (
    IMPORT,
    IMPORTED,
    REFUSED,
    RESULT,
    describe_again,
    describe_import,
    describe_imported,
    describe_plan,
    describe_refused,
)
from tracker.web.api.long_imports import (
    ASKING,
    COURSE,
    COURSE_PATH,
    LongFile,
    begin,
    tell_course,
)
from tracker.web.api.problems import Unprocessable
from tracker.web.api.schemas import Fault, Text, Truth, Uuid
from tracker.web.api.sent_files import draft_import, find_named_mapping, make_opener
from tracker.web.api.shapes import ON_A_PAGE, PAGING, page_of
from tracker.web.shared.clock import now
from tracker.web.shared.courses import say_nothing
from tracker.web.shared.long_files import hand_on, is_long
from tracker.web.shared.opened_files import is_heavy
from tracker.web.shared.unit_of_work import reading, writing

IMPORTING = frozenset({Role.REVIEWER, Role.ADMINISTRATOR})
IMPORT_PATH = "/imports/<id:import_id>"
IDS = {"import_id": "The import's id."}
EVERYWHERE = "This token is narrowed to areas, and imports reach everywhere. Use one that is not."
SENDING = (
    Parameter(
        name="file_name", schema=Text(most=200, least=1), meaning="The file's name.", required=True
    ),
    Parameter(
        name="mapping",
        schema=Text(most=100, least=1),
        meaning="The name of a saved mapping: how the file's columns become counts. Left out: its "
        "hashtags (HXL) say it all, as in the workbooks that are filled in without a network, or "
        "it is an export of day values. "
        "Where something is to be decided that they do not say, each question is an error (422) "
        "with the key of a mapping that answers it.",
    ),
    Parameter(
        name="submission_id",
        schema=Uuid(),
        meaning="A UUID made by the program for this import; needed unless it is a dry run.",
    ),
    Parameter(name="edition", schema=Text(most=200), meaning="Which state of the file this is."),
    Parameter(
        name="dry_run", schema=Truth(), meaning="true: say what would happen, record nothing."
    ),
)


@call(
    "GET",
    "/imports",
    tag="imports",
    roles=IMPORTING,
    parameters=PAGING,
    answers={200: page_of("ImportPage", IMPORT)},
)
def list_all_imports(asked: Asked) -> ResponseReturnValue:
    """List imports, the newest first."""
    require_everywhere(asked)
    limit = asked.query["limit"] or ON_A_PAGE
    found = list_imports(asked.session, limit=limit + 1, before=asked.query["cursor"])
    shown = found[:limit]
    following = shown[-1].id if len(found) > limit else None
    return answer_page([describe_import(run) for run in shown], following)


@call("GET", IMPORT_PATH, tag="imports", roles=IMPORTING, answers={200: IMPORT}, ids=IDS)
def show_import(asked: Asked, import_id: int) -> ResponseReturnValue:
    """Show an import."""
    require_everywhere(asked)
    return answer(describe_import(load_import(asked.session, import_id)))


@call(
    "GET",
    f"{IMPORT_PATH}/reports",
    tag="imports",
    roles=IMPORTING,
    parameters=PAGING,
    answers={200: page_of("ImportedPage", IMPORTED)},
    ids=IDS,
)
def list_import_reports(asked: Asked, import_id: int) -> ResponseReturnValue:
    """List the reports that an import added or changed, in the order of recording."""
    require_everywhere(asked)
    load_import(asked.session, import_id)
    start, limit = asked.query["cursor"] or 0, asked.query["limit"] or ON_A_PAGE
    every, found = list_imported(asked.session, import_id, limit=limit, offset=start)
    seen = [describe_imported(one) for one in found if asked.reach.holds(one.place_id)]
    return answer_page(seen, start + limit if start + limit < every else None)


@call(
    "GET",
    f"{IMPORT_PATH}/refused",
    tag="imports",
    roles=IMPORTING,
    parameters=PAGING,
    answers={200: page_of("RefusedPage", REFUSED)},
    ids=IDS,
)
def list_refused_rows(asked: Asked, import_id: int) -> ResponseReturnValue:
    """List the rows that an import did not take in, in the file's order."""
    require_everywhere(asked)
    run = load_import(asked.session, import_id)
    start, limit = asked.query["cursor"] or 0, asked.query["limit"] or ON_A_PAGE
    rows = list(list_refused(asked.session, import_id, limit=start + limit))[start:]
    following = start + limit if start + limit < run.refused else None
    return answer_page([describe_refused(row) for row in rows], following)


@call(
    "POST",
    "/imports",
    tag="imports",
    roles=IMPORTING,
    parameters=SENDING,
    takes_file=True,
    answers={201: RESULT, 200: RESULT, 202: COURSE},
    problems=(409, 413, 415),
)
def make_import(asked: Asked) -> ResponseReturnValue:
    """Import a file of counts, sent as the body itself.

    Answers 201; 200 for a dry run, where nothing in the file is new, and where the same import was
    accepted before, with the numbers of that one; 409 and `import` where its id was used for an
    import of another file. A file of more than 20,000 filled cells, or of more than 2 MB unpacked,
    is taken in beside the answers: 202, and `Location` is where to ask how far it is, or why it
    could not be opened. Everything in the file is recorded, or nothing.
    """
    require_everywhere(asked)
    content, dry_run, moment = request.get_data(), bool(asked.query["dry_run"]), now()
    if not dry_run and asked.query["submission_id"] is None:
        fault = Fault(at="submission_id", detail="Enter a UUID made for this import")
        raise Unprocessable([fault], in_body=False)
    mapping = find_named_mapping(asked)
    opener = make_opener(asked, content, mapping)
    draft = draft_import(asked, content, mapping)
    opened = None if is_heavy(content) else opener.prepare(say_nothing)
    if opened is None or is_long(opened[0]):
        opener = hand_on(opened) if opened else opener
        sent = LongFile(opener=opener, mapping=mapping, draft=draft, dry_run=dry_run)
        # Without the lock of writers, which another long file may hold for minutes.
        return begin(asked, sent, None if dry_run else find_earlier(asked.session, draft))
    survey, fitting = opened
    if dry_run:
        plan = plan_import(reading(), survey, fitting, now=moment)
        return answer(describe_plan(plan, list_warnings(reading(), plan, draft.file_hash), None))
    earlier = find_earlier(writing(), draft)
    plan = plan_import(writing(), survey, fitting, now=moment)
    warnings = list_warnings(writing(), plan, draft.file_hash)
    if earlier is not None:
        refused = list(list_refused(writing(), earlier))
        told = describe_plan(plan, warnings, earlier)
        return answer(describe_again(load_import(writing(), earlier), refused, told))
    if not plan.keeps_anything:
        return answer(describe_plan(plan, warnings, None))
    import_id = record_import(writing(), plan, draft, now=moment)
    location = url_for("api.show_import", import_id=import_id)
    return answer(describe_plan(plan, warnings, import_id), 201, location=location)


@call(
    "GET",
    COURSE_PATH,
    tag="imports",
    roles=IMPORTING,
    parameters=ASKING,
    answers={200: COURSE},
)
def show_course(asked: Asked) -> ResponseReturnValue:
    """Say how far a long file is, and what became of it.

    It is told for a day after the file was sent last. What a dry run said holds for the moment at
    which it was sent: sent again, it is found out anew.
    """
    require_everywhere(asked)
    return tell_course(asked)


def require_everywhere(asked: Asked) -> None:
    """Refuse tokens that are narrowed: a file may be about any place."""
    if asked.bearer.token.areas:
        raise NotAllowed(EVERYWHERE)


def find_earlier(session: Session, draft: ImportDraft) -> int | None:
    """The import that the same submission became; refuses one of another file."""
    earlier = find_import(session, draft.submission_id)
    if earlier is not None and not is_of_file(session, earlier, draft.file_hash):
        raise ImportConflict(str(draft.submission_id), earlier)
    return earlier
