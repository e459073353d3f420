"""What becomes of a file under way: found out at once, or of a long file beside the pages."""

from __future__ import annotations

import hashlib
from uuid import uuid4

from flask import current_app, redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from tracker.config import LIMITS_KEY
from tracker.exchange.detecting import Survey
from tracker.exchange.importing import MappingUnfit, Plan, plan_import
from tracker.exchange.mapping import ImportMapping
from tracker.web.imports.drafts import (
    Draft,
    find_draft,
    find_share_of_opening,
    is_worked_on_beside,
    make_draft,
    open_rows,
)
from tracker.web.imports.meeting_notes import keep_meeting
from tracker.web.imports.opening import lead_to_opening, load_draft
from tracker.web.imports.outlooks import (
    Outlook,
    find_outlook,
    find_refused,
    keep_outlook,
    look_ahead,
)
from tracker.web.shared import long_files
from tracker.web.shared.clock import now
from tracker.web.shared.courses import Tell
from tracker.web.shared.kept_files import KeptFile
from tracker.web.shared.long_files import Opener
from tracker.web.shared.opened_files import foretell_opening
from tracker.web.shared.unit_of_work import reading


def hash_file(file: KeptFile) -> bytes:
    """The fingerprint by which an import is known to be of this very file."""
    return hashlib.sha256(file.content).digest()


def foresee(file: KeptFile) -> Outlook | Response:
    """What becomes of a file, or the way to the page that comes first."""
    if is_worked_on_beside(file):
        return lead_to_opening(file) or find_outlook(file) or _begin_reading(file)
    plan = _plan(file)
    if not isinstance(plan, Plan):
        return plan
    keep_meeting(file, plan)
    return look_ahead(reading(), plan, hash_file(file))


def foresee_refused(file: KeptFile) -> str | Response:
    """The rows that cannot be taken in as CSV, or the way to the page that comes first."""
    if is_worked_on_beside(file):
        outlook = foresee(file)
        return find_refused(file) if isinstance(outlook, Outlook) else outlook
    plan = _plan(file)
    if not isinstance(plan, Plan):
        return plan
    return plan.refused_file.write(plan.refused)


def make_opener(file: KeptFile) -> Opener:
    """What opens an opened file once more, in a thread, to read its rows."""
    limits = current_app.config[LIMITS_KEY]

    def prepare(tell: Tell) -> tuple[Survey, ImportMapping]:
        # What was noted may be of another sheet, or in the form of before an update.
        draft = find_draft(file, limits) or make_draft(file, limits)
        with foretell_opening(file.content, tell):
            open_rows(draft)
        return draft.survey, draft.mapping

    return Opener(prepare=prepare, share=find_share_of_opening(file))


def _begin_reading(file: KeptFile) -> Response:
    def keep(session: Session, plan: Plan) -> None:
        keep_meeting(file, plan)
        keep_outlook(file, look_ahead(session, plan, hash_file(file)), plan)

    long_files.begin_looking(file, str(uuid4()), make_opener(file), keep, now())
    return redirect(url_for("imports.show_reading", token=file.token), code=303)


def _plan(file: KeptFile) -> Plan | Response:
    draft = load_draft(file)
    if not isinstance(draft, Draft):
        return draft
    try:
        return plan_import(reading(), draft.survey, draft.mapping, now=now())
    except MappingUnfit:
        return redirect(url_for("imports.choose_columns", token=file.token), code=303)
