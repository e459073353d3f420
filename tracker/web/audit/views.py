"""The page of the audit trail: who did what, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.audit.trail import Link, LinkMark, list_links
from tracker.domain.audit import Act
from tracker.registry.people import Role, list_people
from tracker.web.audit.filters import TrailForm
from tracker.web.audit.sentences import describe_act, list_changes
from tracker.web.shared import access
from tracker.web.shared.identity import current_person
from tracker.web.shared.navigation import admits
from tracker.web.shared.unit_of_work import reading

blueprint = Blueprint("audit", __name__)

ON_A_PAGE = 40
LARGEST_NUMBER = 2**63 - 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """An act of the trail as the page shows it."""

    mark: LinkMark
    recorded_at: datetime
    sentence: str
    changes: tuple[str, ...]
    reason: str | None
    report_id: int | None
    import_id: int | None


@blueprint.get("/audit-trail")
@access.roles(Role.ADMINISTRATOR, Role.REVIEWER)
def show_trail() -> ResponseReturnValue:
    """A part of the trail, with links to newer and older parts."""
    form = TrailForm(list_people(reading()))
    before = request.args.get("before", type=int)
    if before is not None and not 0 < before <= LARGEST_NUMBER:
        before = None
    # One more than is shown says whether there are older ones.
    links = list_links(reading(), form.wanted, before=before, limit=ON_A_PAGE + 1)
    shown = links[:ON_A_PAGE]
    older = shown[-1].mark.number if len(links) > ON_A_PAGE else None
    return render_template(
        "audit/trail.html",
        form=form,
        lines=[make_line(link) for link in shown],
        older_url=make_url(form, before=older) if older else None,
        newest_url=make_url(form) if before else None,
        is_filtered=bool(form.address),
    )


def make_url(form: TrailForm, before: int | None = None) -> str:
    """The address of a part with the same filters."""
    return url_for("audit.show_trail", **form.address, before=before)


def _find_import(link: Link) -> int | None:
    """The import that was recorded or undone, for those who may open its page."""
    is_import = link.act in {Act.IMPORTED, Act.IMPORT_UNDONE, Act.IMPORT_STOPPED}
    may_open = admits("imports.show_import", current_person())
    return link.subject_id if is_import and may_open else None


def make_line(link: Link) -> Line:
    """A link in words."""
    return Line(
        mark=link.mark,
        recorded_at=link.recorded_at,
        sentence=describe_act(link),
        changes=tuple(list_changes(link)),
        reason=link.about.reason if link.about else link.details.get("reason"),
        report_id=link.about.report_id if link.about else None,
        import_id=_find_import(link),
    )
