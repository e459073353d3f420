"""The page behind a point of the chart: the reports that make up one number of one day."""

from __future__ import annotations

from datetime import date, timedelta

from flask import render_template, request
from flask.typing import ResponseReturnValue

from tracker.domain.daily import DayTotal
from tracker.domain.errors import DayOutside, NotFound
from tracker.domain.indicators import Indicator, Section
from tracker.recording.knowledge import Knowledge
from tracker.registry.people import Role
from tracker.registry.places import Place, is_unit
from tracker.web.dashboard.blueprint import PLACE, blueprint
from tracker.web.dashboard.claims import name_parts
from tracker.web.dashboard.days.behind import list_report_marks, load_behind
from tracker.web.dashboard.days.sentence import describe_day
from tracker.web.dashboard.extents import (
    Extent,
    list_breadcrumbs,
    load_extent,
    load_shown_place,
)
from tracker.web.shared import access
from tracker.web.shared.authors import name_author
from tracker.web.shared.choices import ChoiceField
from tracker.web.shared.formats import day as say_day
from tracker.web.shared.forms import BaseForm
from tracker.web.shared.identity import current_person
from tracker.web.shared.lookback import current_lookback
from tracker.web.shared.operation import current_operation, require_operation
from tracker.web.shared.unit_of_work import reading

SECTION_LABELS = {
    Section.SHELTER: "Shelter",
    Section.DISPLACED: "Displaced people",
    Section.CASUALTIES: "Casualties",
}


class IndicatorForm(BaseForm):
    """Which number to look behind, in the address."""

    class Meta:
        csrf = False  # it only reads

    indicator = ChoiceField(
        "Number",
        noun="a number from the list",
        default=Indicator.SHELTERED.value,
        choices={
            label: {i.value: i.definition.label for i in Indicator if i.definition.section == at}
            for at, label in SECTION_LABELS.items()
        },
    )

    @property
    def chosen(self) -> Indicator:
        """The indicator asked for; people sheltered when the address makes no sense."""
        return Indicator(self.indicator.data) if self.validate() else Indicator.SHELTERED


@blueprint.get("/overview/days/<day>")
@access.roles(Role.OFFICIAL, Role.REVIEWER, Role.ADMINISTRATOR)
def show_operation_day(day: str) -> ResponseReturnValue:
    """A day of the whole operation."""
    return show(None, day)


@blueprint.get(f"{PLACE}/days/<day>")
@access.signed_in
def show_day(place_id: int, day: str) -> ResponseReturnValue:
    """A day of a place."""
    return show(load_shown_place(place_id), day)


def show(place: Place | None, said_day: str) -> ResponseReturnValue:
    """Render the reports behind a number of a day."""
    session, knowledge = reading(), current_lookback().knowledge
    day = read_day(said_day)
    form = IndicatorForm(formdata=request.args or None)
    indicator = form.chosen
    extent = load_extent(knowledge, place, day)
    is_reporting = place is not None and is_unit(session, place.id, day, knowledge.registers)
    name = place.name if place else "Whole operation"
    return render_template(
        "dashboard/day.html",
        form=form,
        extent=extent,
        day=day,
        indicator=indicator,
        sentence=describe_day(name, indicator, read_total(knowledge, extent, day, indicator)),
        behind=load_behind(knowledge, extent, day, indicator),
        reports=knowledge.list_place_reports(place.id, day, day) if place and is_reporting else (),
        claims=knowledge.list_claims(extent.same, day, day),
        list_report_marks=list_report_marks,
        name_parts=name_parts,
        name_author=name_author,
        breadcrumbs=list_breadcrumbs(session, current_person(), place, say_day(day)),
        earlier_url=link_day(extent, day - timedelta(days=1), indicator),
        later_url=link_day(extent, day + timedelta(days=1), indicator),
    )


def read_day(said: str) -> date:
    """The day in the address; it must lie in the operation and not in the future.

    Whoever looks back from a day that had not come then sees the last day that had.
    """
    try:
        day = date.fromisoformat(said)
    except ValueError:
        raise NotFound("day", said) from None
    lookback = current_lookback()
    if lookback.is_past:
        day = min(day, lookback.today)
    if not is_shown(day):
        raise DayOutside(day, require_operation().clock.start, lookback.today)
    return day


def is_shown(day: date) -> bool:
    """Whether the operation had begun, and the day has come."""
    operation = current_operation()
    return operation is not None and operation.clock.start <= day <= current_lookback().today


def read_total(knowledge: Knowledge, extent: Extent, day: date, indicator: Indicator) -> DayTotal:
    """The number that the lines add up to."""
    return knowledge.read_days(extent.place_ids, day, day, [indicator])[indicator][0]


def link_day(extent: Extent, day: date, indicator: Indicator) -> str | None:
    """The same page for another day; None where there is none."""
    return extent.day_url(day, indicator.value) if is_shown(day) else None
