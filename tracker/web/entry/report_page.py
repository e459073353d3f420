"""The page of a daily report: the form with all that stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from tracker.domain.checks import EntryContext
from tracker.domain.errors import InvalidField
from tracker.domain.indicators import Indicator, Section
from tracker.domain.reports import SoftWarning
from tracker.recording.context import load_entry_context
from tracker.recording.history import list_place_reports
from tracker.registry.operation import Operation
from tracker.registry.places import PlaceKind, load_place
from tracker.registry.sources import list_sources
from tracker.web.entry.confirmations import bind_confirmation
from tracker.web.entry.count_reading import read_counts
from tracker.web.entry.days import DayForm, link_days, read_day
from tracker.web.entry.last_values import list_last_values
from tracker.web.entry.problems import Problems, complete_problems
from tracker.web.entry.report_form import ReportForm
from tracker.web.entry.scope import find_unit
from tracker.web.entry.suggestions import name_suggestion
from tracker.web.shared import clock
from tracker.web.shared.identity import current_person
from tracker.web.shared.operation import require_operation
from tracker.web.shared.unit_of_work import reading


def list_indicators(kind: PlaceKind) -> tuple[Indicator, ...]:
    """What a report about such a place counts: nobody outside shelters sleeps in one."""
    if kind is not PlaceKind.OUTSIDE:
        return tuple(Indicator)
    return tuple(i for i in Indicator if i.definition.section is not Section.SHELTER)


def describe_page(
    place_id: int,
    day: date,
    *,
    sent: MultiDict[str, str] | None,
    problems: Problems = (),
    warnings: Sequence[SoftWarning] = (),
) -> dict[str, Any]:
    """What the template shows; with what was sent when the form is shown again."""
    operation, place = require_operation(), load_place(reading(), place_id)
    asked = list_indicators(place.kind)
    counts = read_counts(sent, asked).counts if sent is not None else ()
    entry = load_entry_context(reading(), place_id, day, now=clock.now())
    form = _make_form(asked, day, operation, sent)
    form.ask_falls(warnings, sent)
    form.show_problems(complete_problems(problems, day, counts, entry))
    before, after = link_days(place_id, day, operation.clock, entry.today)
    unit = find_unit(place_id, day)
    reports = list_place_reports(reading(), place_id, day, day)
    standing = any(not report.standing.withdrawn for report in reports)
    return {
        "place": place,
        "day": day,
        "form": form,
        "day_form": DayForm(data={"day": day}),
        "before": before,
        "after": after,
        "is_late": entry.is_late,
        "is_today": day == entry.today,
        "unit": unit,
        "last_values": list_last_values(entry, counts),
        "reports": reports,
        "unchanged_id": uuid4(),
        "can_confirm": unit is not None and _has_levels(entry) and sent is None and not standing,
        **describe_warnings(warnings, day, counts),
    }


def _has_levels(entry: EntryContext) -> bool:
    return any(code.is_level and last.value is not None for code, last in entry.last.items())


def describe_warnings(warnings: Sequence[SoftWarning], *subject: object) -> dict[str, Any]:
    """The soft warnings of a subject, and what the button that confirms them sends."""
    first = next((warning.indicator for warning in warnings if warning.indicator), None)
    return {
        "warnings": warnings,
        "name_suggestion": name_suggestion,
        "confirmation": bind_confirmation(warnings, *subject) if warnings else None,
        "doubted": f"{first}-value" if first else None,
    }


def _make_form(
    asked: Iterable[Indicator],
    day: date,
    operation: Operation,
    sent: MultiDict[str, str] | None,
) -> ReportForm:
    form = ReportForm(sent, data={"day": day.isoformat()})
    form.fill_counts(
        asked,
        sent=sent,
        household_size=operation.household_size,
        with_grid=sent.get("breakdown") if sent is not None else None,
    )
    form.offer_sources(list_sources(reading()), current_person().source_id)
    return form


def find_shown_day(sent: Mapping[str, str]) -> date:
    """The day to show the form for: the one sent, today where nobody can report about that."""
    today = clock.today()
    try:
        return read_day(sent.get("day"), require_operation().clock, today)
    except InvalidField:
        return today


def with_day(sent: MultiDict[str, str], day: date | None) -> MultiDict[str, str]:
    """What was sent, with this day; None: the day of the address, where none was sent."""
    wanted = day.isoformat() if day else sent.get("day") or request.args.get("day", "")
    if sent.get("day") == wanted:
        return sent
    completed = MultiDict(sent)
    completed["day"] = wanted
    return completed


def address_of(place_id: int, day: date) -> str:
    """The address of the page for a day."""
    return url_for("entry.report", place_id=place_id, day=day.isoformat())
