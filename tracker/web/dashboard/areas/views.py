"""The list of areas: where there is room, where not, and who has not reported."""

from __future__ import annotations

from datetime import date

from flask import render_template
from flask.typing import ResponseReturnValue
from wtforms import HiddenField

from tracker.registry.people import Role
from tracker.registry.places import list_areas as list_registered_areas
from tracker.web.dashboard.areas.order import (
    COLUMNS,
    DOWN,
    LEVELS,
    NAME,
    TREE,
    UP,
    Order,
    link_column,
    list_level_links,
    sort_places,
)
from tracker.web.dashboard.blueprint import blueprint
from tracker.web.dashboard.day_forms import DayForm
from tracker.web.dashboard.periods import UP_TO_LAST_REPORT
from tracker.web.dashboard.preferences import count_preferred
from tracker.web.dashboard.summaries import summarise_areas
from tracker.web.shared import access
from tracker.web.shared.lookback import Lookback, current_lookback
from tracker.web.shared.navigation import Link
from tracker.web.shared.operation import current_operation
from tracker.web.shared.unit_of_work import reading


class AreasForm(DayForm):
    """The day and the order of the list, in the address."""

    sort = HiddenField(default=NAME)
    dir = HiddenField(default=UP)
    level = HiddenField(default=TREE)

    @property
    def order(self) -> Order:
        """The order asked for; what makes no sense is left out."""
        return Order(
            column=self.sort.data if self.sort.data in COLUMNS else NAME,
            direction=DOWN if self.dir.data == DOWN else UP,
            level=self.level.data if self.level.data in LEVELS else TREE,
            day=self.day.data if self.validate() else None,
        )


@blueprint.get("/areas")
@access.roles(Role.OFFICIAL, Role.REVIEWER, Role.ADMINISTRATOR)
def list_areas() -> ResponseReturnValue:
    """All areas on a day, by default today."""
    operation = current_operation()
    if operation is None:
        return render_template("dashboard/not_set_up.html")
    lookback = current_lookback()
    form = AreasForm(earliest=operation.clock.start, today=lookback.today, is_past=lookback.is_past)
    order = form.order
    day = order.day or form.today
    form.day.data = form.day.data or day
    areas = list_registered_areas(reading(), today=day, registers=lookback.knowledge.registers)
    places = summarise_areas(lookback.knowledge, areas, day)
    latest = lookback.knowledge.find_last_report(None, form.today)
    return render_template(
        "dashboard/areas.html",
        form=form,
        day=day,
        places=sort_places(places, order),
        preferred=count_preferred(lookback.knowledge, [area.id for area in areas], day),
        has_areas=bool(places),
        order=order,
        heads=[(name, label, link_column(name, order)) for name, (label, _) in COLUMNS.items()],
        name_head=link_column(NAME, order),
        levels=list_level_links(places, order),
        days=list_day_links(order, lookback, latest),
    )


def list_day_links(order: Order, lookback: Lookback, latest: date | None) -> tuple[Link, ...]:
    """Links to today (or the day of the moment looked back to) and to the last day with a report.

    None where both are the same.
    """
    today = lookback.today
    if latest is None or latest == today:
        return ()
    label = "The day of the moment" if lookback.is_past else "Today"
    return (
        Link(label=label, url=order.url(day=None), current=order.day in (None, today)),
        Link(label=UP_TO_LAST_REPORT, url=order.url(day=latest), current=order.day == latest),
    )
