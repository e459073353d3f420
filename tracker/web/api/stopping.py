"""Stopping what is done with long imports beside the answers."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from tracker.exchange.importing import load_import
from tracker.web.api.asking import Asked
from tracker.web.api.calls import call
from tracker.web.api.import_shapes import COURSE
from tracker.web.api.imports import IDS, IMPORT_PATH, IMPORTING, require_everywhere
from tracker.web.api.long_imports import ASKING, COURSE_PATH, stop_sent
from tracker.web.api.undoings import answer_course, require_course
from tracker.web.shared.clock import now
from tracker.web.shared.long_undoings import stop_undoing


@call(
    "POST",
    f"{COURSE_PATH}/stopping",
    tag="imports",
    roles=IMPORTING,
    parameters=ASKING,
    answers={202: COURSE, 200: COURSE},
)
def stop_import(asked: Asked) -> ResponseReturnValue:
    """Stop a long file of your own that is being opened, read or recorded.

    202: it ends with the step that it is at, and nothing of it is kept; `Location` is where to ask
    what became of it. 200 where it is over already, with what became of it: what was recorded
    meanwhile stays, and can be undone. Sent again it is answered alike. The same file sent again
    is taken in anew.
    """
    require_everywhere(asked)
    return stop_sent(asked)


@call(
    "POST",
    f"{IMPORT_PATH}/undoing/stopping",
    tag="imports",
    roles=IMPORTING,
    answers={202: COURSE, 200: COURSE},
    ids=IDS,
)
def stop_import_undoing(asked: Asked, import_id: int) -> ResponseReturnValue:
    """Stop undoing a long import, whoever began it.

    202: it ends with the step that it is at, and nothing is undone; `Location` is where to ask what
    became of it. 200 where it is over already, with what became of it. Sent again it is answered
    alike.
    """
    require_everywhere(asked)
    run, person = load_import(asked.session, import_id), asked.person
    is_asked = stop_undoing(run, person_id=person.id, name=person.display_name, moment=now())
    return answer_course(run, require_course(run), is_begun=is_asked)
