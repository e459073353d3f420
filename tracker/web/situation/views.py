"""The situation report as a page, as PDF and as CSV."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from limits import parse_many

from tracker.domain.errors import NotFound
from tracker.exchange.documents.fonts import find_typefaces
from tracker.exchange.documents.typesetting import set_pdf
from tracker.extensions import limiter
from tracker.web.dashboard.drawn.drawings import View
from tracker.web.dashboard.drawn.numbers import write_points
from tracker.web.dashboard.folds import MOST_AREAS
from tracker.web.dashboard.periods import end_on
from tracker.web.shared import access
from tracker.web.shared.errors import TooManyDocuments
from tracker.web.shared.exporting import keep_export
from tracker.web.shared.forms import BaseForm, DayField
from tracker.web.shared.identity import current_person
from tracker.web.shared.lookback import PARAMETER, Lookback, current_lookback
from tracker.web.shared.moments import say_local
from tracker.web.shared.operation import current_operation
from tracker.web.shared.seeing import SEEING_ALL
from tracker.web.situation.blueprint import blueprint
from tracker.web.situation.gathering import Situation, gather
from tracker.web.situation.letters import find_arabic
from tracker.web.situation.notices import EXAMPLE
from tracker.web.situation.numbers import list_points
from tracker.web.situation.paper import Paper
from tracker.web.situation.pictures import CAPTIONS, draw_for_page, draw_for_print
from tracker.web.situation.wording import write_paper

SETTING_LIMITS = parse_many("12 per minute; 100 per hour")
"""PDFs that one person may have set: each takes a processor for a good part of a second."""

NO_ARABIC = (
    "This server has no font made for Arabic: Arabic letters in the PDF are all of one width. "
    "Install one, such as Noto Sans Arabic, and start the tracker again."
)


class ReportDayForm(BaseForm):
    """Which day's report, in the address."""

    class Meta:
        csrf = False  # it only reads

    day = DayField("Day", noun="the day")


@blueprint.get("/situation")
@access.roles(*SEEING_ALL)
def show_newest() -> ResponseReturnValue:
    """Lead to the report of the day asked for, else of the newest day whose reports are due."""
    if current_operation() is None:
        return render_template("dashboard/not_set_up.html")
    form = ReportDayForm(formdata=request.args)
    asked = form.day.data if form.validate() else None
    lookback = current_lookback()
    day = asked if asked and _is_reported(lookback, asked) else _find_newest(lookback)
    return redirect(url_for("situation.show_report", day=day), code=303)


@blueprint.get("/situation/<day>")
@access.roles(*SEEING_ALL)
def show_report(day: str) -> ResponseReturnValue:
    """The report of a day."""
    situation = _gather(day)
    lookback, chosen = situation.lookback, situation.day
    paper = write_paper(situation)
    held = _hold(situation)
    form = ReportDayForm(formdata=None)
    form.day.data = chosen
    return render_template(
        "situation/report.html",
        form=form,
        paper=paper,
        most_areas=MOST_AREAS,
        pictures=draw_for_page(situation),
        situation=situation,
        known_at=situation.known_at,
        earlier_url=_link(lookback, chosen - timedelta(days=1)),
        later_url=_link(lookback, chosen + timedelta(days=1)),
        pdf_url=url_for("situation.save_pdf", day=chosen, **held),
        csv_url=url_for("situation.save_numbers", day=chosen, **held),
        view_url=url_for("situation.show_report", day=chosen, _external=True, **held),
        example=EXAMPLE,  # the banner of every page says it already
        font_warning=NO_ARABIC if _lacks_arabic(paper) else None,
    )


@blueprint.post("/situation/<day>.pdf")
@access.roles(*SEEING_ALL)
def save_pdf(day: str) -> ResponseReturnValue:
    """The report as PDF, set anew each time: nobody can be handed yesterday's by mistake."""
    situation = _gather(day)
    _count_setting()
    pictures = draw_for_print(situation)
    values = {
        **asdict(write_paper(situation)),
        "pictures": {name: {"svg": svg, "alt": CAPTIONS[name]} for name, svg in pictures.items()},
    }
    body = set_pdf("situation.typ", values, now=situation.lookback.now)
    return _answer(situation, body, "application/pdf", "pdf")


@blueprint.post("/situation/<day>.csv")
@access.roles(*SEEING_ALL)
def save_numbers(day: str) -> ResponseReturnValue:
    """The numbers of the report, of the operation and of each area."""
    situation = _gather(day)
    lookback, start = situation.lookback, situation.lookback.operation.clock.start
    period = end_on(situation.day, start, situation.day)
    view = View(extent=situation.extent, period=period, lookback=lookback)
    with_mark = request.args.get("bom") != "no"
    body = write_points(list_points(situation), view, with_mark=with_mark)
    return _answer(situation, body.encode(), "text/csv", "csv")


def _gather(said: str) -> Situation:
    """What is known of the day in the address; it must be one of the operation that has come."""
    try:
        day = date.fromisoformat(said)
    except ValueError:
        raise NotFound("situation report", said) from None
    if current_operation() is None:
        raise NotFound("situation report", said)
    lookback = current_lookback()
    if lookback.is_past:
        day = min(day, lookback.today)
    if not _is_reported(lookback, day):
        raise NotFound("situation report", said)
    return gather(lookback, current_person(), day)


def _is_reported(lookback: Lookback, day: date) -> bool:
    return lookback.operation.clock.start <= day <= lookback.today


def _find_newest(lookback: Lookback) -> date:
    """The newest day whose reports are due, but none before the operation."""
    clock = lookback.operation.clock
    return max(clock.start, clock.last_published(lookback.known_at or lookback.now))


def _link(lookback: Lookback, day: date) -> str | None:
    is_there = _is_reported(lookback, day)
    return url_for("situation.show_report", day=day) if is_there else None


def _hold(situation: Situation) -> dict[str, Any]:
    """What an address must hold to give the same again, whatever is recorded later."""
    zone = situation.lookback.operation.time_zone
    return {PARAMETER: say_local(situation.known_at, zone)}


def _count_setting() -> None:
    """Count a PDF for the person; refuse the one too many."""
    person = str(current_person().id)
    if not all(limiter.limiter.hit(limit, "documents", person) for limit in SETTING_LIMITS):
        raise TooManyDocuments


def _answer(situation: Situation, body: bytes, mimetype: str, form: str) -> Response:
    """The file; who took it is kept in the audit trail first."""
    day = situation.day.isoformat()
    keep_export(
        f"the situation report of {day} as {form.upper()}", {"day": day, **_hold(situation)}
    )
    response = Response(body, mimetype=mimetype)
    example = "example-" if situation.lookback.operation.is_example else ""
    name = f"{example}situation-{day}.{form}"
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response


def _lacks_arabic(paper: Paper) -> bool:
    return not find_typefaces().has_arabic and find_arabic(asdict(paper))
