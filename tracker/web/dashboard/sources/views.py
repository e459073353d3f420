"""The pages of sources: who they are, what they stated and what became of it, their grades."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from tracker.domain.errors import InvalidField
from tracker.domain.selection import Grade
from tracker.recording.grades import change_grade, list_grade_changes
from tracker.recording.knowledge import Knowledge
from tracker.recording.reviewers import is_limited
from tracker.registry.past_sources import list_sources_then, load_source_then
from tracker.registry.people import Person, Role
from tracker.registry.places import load_places
from tracker.registry.sources import Source, load_source
from tracker.web.dashboard.blueprint import blueprint
from tracker.web.dashboard.days.behind import list_report_marks
from tracker.web.dashboard.sources.forms import GradeForm, StatementsForm
from tracker.web.shared import access, clock
from tracker.web.shared.identity import current_person
from tracker.web.shared.lookback import current_lookback
from tracker.web.shared.operation import current_operation
from tracker.web.shared.pages import render_again
from tracker.web.shared.paging import find_page
from tracker.web.shared.seeing import SEEING_ALL, sees_all
from tracker.web.shared.unit_of_work import reading, writing

SOURCE = "/sources/<id:source_id>"
REPORTS_PER_PAGE = 25
GRADING = frozenset({Role.REVIEWER, Role.ADMINISTRATOR})


@blueprint.app_template_test("seeing_all")
def is_seeing_all(person: Person) -> bool:
    """Whether the person may look at the pages of sources."""
    return sees_all(person)


@blueprint.get("/sources")
@access.roles(*SEEING_ALL)
def list_sources() -> ResponseReturnValue:
    """All sources with their grades and how much they stated."""
    knowledge = look_back()
    return render_template(
        "dashboard/sources.html",
        sources=list_sources_then(reading(), knowledge.known_at),
        stated=knowledge.count_by_source(),
    )


@blueprint.get(SOURCE)
@access.roles(*SEEING_ALL)
def show_source(source_id: int) -> ResponseReturnValue:
    """One source."""
    source = load_source_then(reading(), source_id, look_back().known_at)
    return render_template("dashboard/source.html", **describe(source))


@blueprint.post(f"{SOURCE}/grade")
@access.roles(Role.REVIEWER, Role.ADMINISTRATOR)
def grade_source(source_id: int) -> ResponseReturnValue:
    """Give a source another grade, with the reason."""
    source = load_source(reading(), source_id)
    form = GradeForm()
    if form.validate():
        try:
            change_grade(
                writing(),
                source_id,
                Grade(form.grade.data),
                reason=form.reason.data or "",
                person_id=current_person().id,
                now=clock.now(),
            )
        except InvalidField as refusal:
            form.show_refusals(refusal)
        else:
            flash(f"{source.name} has grade {form.grade.data} from now on.", "success")
            return redirect(url_for("dashboard.show_source", source_id=source_id), code=303)
    return render_again("dashboard/source.html", **describe(source, form))


def look_back() -> Knowledge:
    """What the request looks at; before there is an operation, what is known now."""
    return current_lookback().knowledge if current_operation() else Knowledge(reading())


def describe(source: Source, form: GradeForm | None = None) -> dict[str, object]:
    """What the page of a source shows."""
    session = reading()
    filters = StatementsForm(formdata=request.args)
    wanted = filters.wanted
    knowledge = look_back()
    stated = knowledge.read_statements(source.id)

    def link_page(page: int) -> str:
        query: dict[str, Any] = {**filters.address, "source_id": source.id, "page": page}
        return url_for("dashboard.show_source", **query) + "#statements"

    page = find_page(stated.count_wanted(wanted), REPORTS_PER_PAGE, link_page, noun="reports")
    reports = stated.list_wanted(wanted, offset=page.offset, limit=REPORTS_PER_PAGE)
    ids = {report.place_id for report in reports}
    places = load_places(session, ids, knowledge.registers)
    gradable = knowledge.known_at is None and may_grade(session)
    return {
        "source": source,
        "filters": filters,
        "form": form or (GradeForm(grade=source.grade.value) if gradable else None),
        "counts": stated.count(),
        "changes": list_grade_changes(session, source.id, knowledge.known_at),
        "reports": reports,
        "places": {place.id: place.full_name for place in places},
        "page": page,
        "list_report_marks": list_report_marks,
    }


def may_grade(session: Session) -> bool:
    """Whether who asks may change grades: they act everywhere."""
    person = current_person()
    return not GRADING.isdisjoint(person.roles) and not is_limited(session, person.id)
