"""What becomes of a file under way: found out at once, or of a long file beside the pages."""

from __future__ import annotations

from flask import redirect, url_for
from werkzeug.wrappers import Response

from tracker.exchange.importing import MappingUnfit, Plan, plan_import, write_refused
from tracker.web.imports import long_files
from tracker.web.imports.drafts import open_draft
from tracker.web.imports.outlooks import Outlook, find_outlook, find_refused, look_ahead
from tracker.web.shared.clock import now
from tracker.web.shared.kept_files import KeptFile
from tracker.web.shared.unit_of_work import reading


def foresee(file: KeptFile) -> Outlook | Response:
    """What becomes of a file, or the way to the page that comes first."""
    if long_files.is_long(file):
        return find_outlook(file) or _begin_reading(file)
    plan = _plan(file)
    return look_ahead(reading(), plan) if isinstance(plan, Plan) else plan


def foresee_refused(file: KeptFile) -> str | Response:
    """The rows that cannot be taken in as CSV, or the way to the page that comes first."""
    if long_files.is_long(file):
        return _begin_reading(file) if find_outlook(file) is None else find_refused(file)
    plan = _plan(file)
    return write_refused(plan.head, plan.refused) if isinstance(plan, Plan) else plan


def _begin_reading(file: KeptFile) -> Response:
    long_files.begin_reading(file, now())
    return redirect(url_for("imports.show_reading", token=file.token), code=303)


def _plan(file: KeptFile) -> Plan | Response:
    draft = open_draft(file)
    try:
        return plan_import(reading(), draft.survey, draft.mapping, now=now())
    except MappingUnfit:
        return redirect(url_for("imports.choose_columns", token=file.token), code=303)
