"""What an export says of itself: what it holds, how provisional it is, how to read it."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.domain.indicators import Indicator
from tracker.exchange.exporting.audiences import Audience
from tracker.exchange.exporting.requests import Content, ExportRequest, Rows
from tracker.exchange.exporting.tables import Statement
from tracker.exchange.exporting.workbook import say_moment
from tracker.recording.knowledge import Knowledge
from tracker.registry.operation import Operation
from tracker.registry.past_sources import list_sources_then

_ROW_WORDS = {
    Rows.BOTH: "Areas (sums) and reporting units; rows of different levels must not be added",
    Rows.AREAS: "Areas only: sums of their reporting units",
    Rows.UNITS: "Reporting units only: districts that report as a whole, shelters, and what lies "
    "outside shelters. They may be added",
}
_METHOD = (
    "Only reporting units add up. Of several reports about a unit, day and number exactly one "
    "counts: a reviewer's preference, then verified before unreviewed before disputed, then the "
    "better source, then the later; sources are never added. Levels that were not reported are "
    "carried forward and marked; people present are reckoned from arrivals and departures where "
    "those are reported. Totals so far may fall: that is a correction. Blank is not known, never 0."
)


def describe_export(
    request: ExportRequest,
    operation: Operation,
    knowledge: Knowledge,
    place_name: str,
    *,
    shares: bool = True,
) -> tuple[Statement, ...]:
    """What an export says of itself; `shares` False leaves out how much is not reviewed."""
    return tuple(
        Statement(label=label, said=said)
        for label, said in (
            ("Operation", operation.name),
            *_warn(operation),
            *_say_extent(request, operation, place_name),
            ("Meant for", request.audience.words),
            *_say_hidden(request),
            *_say_rejected(request),
            *(_say_provisional(request, knowledge) if shares else ()),
            *_say_method(request, knowledge),
        )
    )


def _warn(operation: Operation) -> Iterator[tuple[str, str]]:
    if operation.is_example:
        said = "Claims as published in August 2024; every daily count is invented"
        yield "An exercise", said


def _say_extent(
    request: ExportRequest, operation: Operation, place_name: str
) -> Iterator[tuple[str, str]]:
    zone = operation.time_zone
    yield "Content", request.content.label
    if request.content.has_days:
        yield "Days", f"{request.first} to {request.last}"
    elif request.has_numbers:
        yield "Day", f"{request.last}"
    if request.content is not Content.SOURCES:
        yield "Place", place_name
    if request.content.is_values:
        yield "Rows", _ROW_WORDS[request.rows]
        labels = [one.definition.label for one in request.indicators]
        every = len(labels) == len(Indicator)
        yield "Numbers", "All" if every else ", ".join(labels)
    known = say_moment(request.known_at, zone) if request.known_at else "The moment it was made"
    yield "Known at", known
    yield "Made", say_moment(request.made_at, zone)


def _say_hidden(request: ExportRequest) -> Iterator[tuple[str, str]]:
    if request.audience is Audience.PUBLIC and request.content.is_values:
        said = (
            f"Numbers of people by sex and age from 1 to {request.smallest - 1} are left out, and "
            "others from which they could be reckoned; both are marked as hidden."
        )
        yield "Small numbers", said


def _say_rejected(request: ExportRequest) -> Iterator[tuple[str, str]]:
    if request.content is Content.REPORTS:
        said = "Left out. Their pages, and the audit trail, tell who rejected them and why."
        yield "Rejected reports", said


def _say_provisional(request: ExportRequest, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """How much of each total at the end of the period no reviewer has verified."""
    if not request.has_numbers:
        return
    places = None if request.place_id is None else [request.place_id]
    found = knowledge.read_days(places, request.last, request.last, request.indicators)
    shares = [
        f"{indicator.definition.label} {round(100 * total.unreviewed / total.value)} %"
        for indicator in request.indicators
        for total in found[indicator]
        if total.value
    ]
    said = ", ".join(shares) or "nothing is known of that day"
    yield "Provisional", f"Not verified by a reviewer, of the totals on {request.last}: {said}"


def _say_method(request: ExportRequest, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    if request.has_numbers:
        known = list_sources_then(knowledge.session, request.known_at)
        names = [source.name for source in known]
        yield "Sources", "; ".join(names) or "None"
        yield "Method", _METHOD
