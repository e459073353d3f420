"""The page on which all that was said of a number stands side by side, and the ruling on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from tracker.domain.errors import InvalidField
from tracker.domain.indicators import Indicator
from tracker.domain.rulings import RulingDraft, RulingKind
from tracker.recording.foreseen import RulingOutcome, foresee_rulings
from tracker.recording.knowledge import Knowledge
from tracker.recording.reviewers import require_reviewed
from tracker.recording.rulings import StatedSeries, keep_rulable, rule_series
from tracker.registry.operation import require_operation
from tracker.registry.people import Role
from tracker.registry.places import Place, is_unit, load_place, load_places
from tracker.web.dashboard.blueprint import PLACE, blueprint
from tracker.web.dashboard.days.behind import name_parent
from tracker.web.dashboard.days.views import IndicatorForm, read_day
from tracker.web.dashboard.extents import (
    Extent,
    list_breadcrumbs,
    load_extent,
    load_shown_place,
)
from tracker.web.dashboard.sides.larger_claims import list_held_claims
from tracker.web.dashboard.sides.lines import UnitLines, make_unit_lines
from tracker.web.dashboard.sides.rulings import RulingForm
from tracker.web.shared import access, clock
from tracker.web.shared.counting_words import say_counting
from tracker.web.shared.formats import day as say_day
from tracker.web.shared.identity import current_person
from tracker.web.shared.lookback import current_lookback
from tracker.web.shared.pages import render_again
from tracker.web.shared.paging import Page, find_page
from tracker.web.shared.unit_of_work import reading, writing

UNITS_PER_PAGE = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """What the page is about."""

    extent: Extent
    day: date
    indicator: Indicator

    def url(self, **more: object) -> str:
        """The address of the page."""
        return self.extent.said_url(self.day, self.indicator.value, **more)


@blueprint.get("/overview/days/<day>/said")
@access.roles(Role.OFFICIAL, Role.REVIEWER, Role.ADMINISTRATOR)
def show_operation_sides(day: str) -> ResponseReturnValue:
    """All that was said of a number of a day in the whole operation."""
    return render_template("dashboard/sides.html", **describe(find_subject(None, day)))


@blueprint.get(f"{PLACE}/days/<day>/said")
@access.signed_in
def show_sides(place_id: int, day: str) -> ResponseReturnValue:
    """All that was said of a number of a day in a place."""
    place = load_shown_place(place_id)
    return render_template("dashboard/sides.html", **describe(find_subject(place, day)))


@blueprint.post(f"{PLACE}/days/<day>/said")
@access.roles(Role.REVIEWER)
def rule(place_id: int, day: str) -> ResponseReturnValue:
    """Rule what a source's series in the unit is."""
    subject = find_subject(load_place(reading(), place_id), day)
    require_reviewed(reading(), current_person().id, place_id)
    series = current_lookback().knowledge.list_stated_series(place_id, subject.indicator)
    form = RulingForm(list_rulable(series, place_id, subject.indicator))
    if form.validate():
        draft = RulingDraft(
            place_id=place_id,
            indicator=subject.indicator,
            source_id=int(form.source.data),
            kind=RulingKind(form.kind.data),
            person_id=current_person().id,
            reason=form.reason.data or "",
        )
        try:
            rule_series(writing(), draft, now=clock.now())
        except InvalidField as refusal:
            form.show_refusals(refusal)
        else:
            flash("The ruling is kept. Totals follow it from the first day on.", "success")
            return redirect(subject.url(), code=303)
    return render_again("dashboard/sides.html", **describe(subject, form))


def find_subject(place: Place | None, said_day: str) -> Subject:
    """What the address asks for."""
    day = read_day(said_day)
    indicator = IndicatorForm(formdata=request.args).chosen
    return Subject(
        extent=load_extent(current_lookback().knowledge, place, day), day=day, indicator=indicator
    )


def describe(subject: Subject, form: RulingForm | None = None) -> dict[str, object]:
    """What the page shows."""
    session, person, lookback = reading(), current_person(), current_lookback()
    knowledge = lookback.knowledge
    place, day, indicator = subject.extent.place, subject.day, subject.indicator
    unit = place if place and is_unit(session, place.id, day, knowledge.registers) else None
    series = knowledge.list_stated_series(unit.id, indicator) if unit else ()
    rulable = list_rulable(series, unit.id, indicator) if unit and not lookback.is_past else ()
    units, page = load_units(knowledge, subject)
    return {
        "subject": subject,
        "choice": IndicatorForm(formdata=request.args),
        "form": form or (RulingForm(rulable) if rulable else None),
        "foreseen": list_foreseen(rulable, unit.id, day, indicator) if unit and rulable else (),
        "unit": unit,
        "units": units,
        "page": page,
        "series": [one for one in series if one.ruling],
        "held": list_held_claims(knowledge, person, subject.extent, day, indicator),
        "breadcrumbs": list_breadcrumbs(session, person, place, say_day(day)),
        "say_counting": say_counting,
    }


def list_foreseen(
    rulable: Sequence[StatedSeries], place_id: int, day: date, indicator: Indicator
) -> tuple[RulingOutcome, ...]:
    """What would count on the day after each ruling, where anything would."""
    found = foresee_rulings(reading(), rulable, place_id, day, indicator, clock.now())
    return found if any(one.as_rival or one.as_different for one in found) else ()


def list_rulable(
    series: Sequence[StatedSeries], place_id: int, indicator: Indicator
) -> tuple[StatedSeries, ...]:
    """The series on which who asks may rule."""
    person = current_person()
    if Role.REVIEWER not in person.roles:
        return ()
    return keep_rulable(reading(), series, person.id, place_id, indicator)


def load_units(knowledge: Knowledge, subject: Subject) -> tuple[Sequence[UnitLines], Page]:
    """The lines of the units on the page asked for."""
    place, session = subject.extent.place, knowledge.session
    place_id = place.id if place else None
    stated = knowledge.list_stated_units(place_id, subject.day, subject.indicator)
    ids = current_lookback().keep_seen(stated, lambda unit: unit)
    page = find_page(len(ids), UNITS_PER_PAGE, subject.url, noun="units")
    shown = ids[page.offset : page.last]
    places = {one.id: one for one in load_places(session, shown, knowledge.registers)}
    operation_clock = require_operation(session).clock
    lines = [
        make_unit_lines(
            sides,
            places[sides.place_id].name,
            name_parent(places[sides.place_id], subject.extent),
            operation_clock,
        )
        for sides in knowledge.load_sides(shown, subject.day, subject.indicator)
    ]
    return lines, page
