"""Daily values: areas and units, with bounds, marks and coverage, as known now or at a moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from flask.typing import ResponseReturnValue

from tracker.charts.marks import Mark
from tracker.charts.series.tallies import list_marks
from tracker.domain.daily import DayTotal
from tracker.domain.indicators import Indicator, Kind
from tracker.domain.windows import COVERAGE
from tracker.exchange.exporting.day_values import mark_of
from tracker.recording.knowledge import Knowledge
from tracker.web.api.answering import answer_page
from tracker.web.api.asking import Asked, Parameter
from tracker.web.api.calls import call
from tracker.web.api.places import Target, list_targets
from tracker.web.api.records import ListOf, Record, given, known_or_null
from tracker.web.api.schemas import Choice, Day, Moment
from tracker.web.api.shapes import (
    AREA,
    COUNTED,
    CURSOR,
    FIRST,
    INDICATOR,
    KNOWN_AT,
    LAST,
    LEVEL,
    LIMIT,
    ON_A_PAGE,
    PATH,
    PLACE,
    WORDS,
    page_of,
)
from tracker.web.api.spans import MOST_DAYS, Span, choose_span

MOST_VALUES = 6_000
"""Day values of a page: fewer places are on it where more days and indicators are asked for."""


class Depth(StrEnum):
    """Which places below an area are asked for."""

    SELF = "self"
    COUNTRY = "country"
    REGION = "region"
    DISTRICT = "district"
    UNIT = "unit"


COVERED = Record(
    name="Coverage",
    items={
        "reporting": given(COUNTED, "Units that reported on the day."),
        "expected": given(COUNTED, "Units expected to report on the day."),
    },
)
DAY_VALUE = Record(
    name="DayValue",
    items={
        "day": given(Day(), "The day."),
        "value": known_or_null(
            COUNTED, "The level, or a tally's total so far; null: not known, never 0."
        ),
        "low": known_or_null(COUNTED, "The lowest it can be."),
        "high": known_or_null(COUNTED, "The highest it can be; null: open, or not known."),
        "new": known_or_null(COUNTED, "What a tally added on the day; null: not reported."),
        "new_low": known_or_null(
            COUNTED, "The least that was new; null: not known, or nobody reported."
        ),
        "new_high": known_or_null(COUNTED, "The most that was new; null: open, or not known."),
        "fallen": given(COUNTED, "By how much running totals were set lower on the day."),
        "mark": given(
            Choice(of=Mark, noun="a mark"),
            "What the value rests on: observed, derived, carried, partly, stale, gap (not known).",
        ),
        "marks": given(
            ListOf(item=Choice(of=Mark, noun="a mark"), most=20), "All that sets the day apart."
        ),
        "known": given(COUNTED, "Units with a value or words."),
        "without_value": given(COUNTED, "Of those, units that gave words or a range only."),
        "unreviewed": given(COUNTED, "The part of the value that nobody verified."),
        "disputed": given(COUNTED, "The part of the value that is disputed."),
        "coverage": given(COVERED, "Who reported, and who was expected to."),
    },
)
SERIES = Record(
    name="Series",
    items={
        "place": given(PLACE, "The area or unit."),
        "level": given(LEVEL, "What the place is."),
        "path": given(PATH, "The areas above it."),
        "indicator": given(INDICATOR, "What is counted."),
        "kind": given(Choice(of=Kind, noun="a kind"), "level or tally."),
        "unit": given(WORDS, "people or places."),
        "days": given(ListOf(item=DAY_VALUE, most=MOST_DAYS), "Every day asked for."),
    },
)
PAGE = page_of(
    "SeriesPage",
    SERIES,
    **{
        "from": given(Day(), "The first day."),
        "to": given(Day(), "The last day."),
        "known_at": known_or_null(Moment(), "The moment looked back to; null: now."),
    },
)
INDICATORS = Parameter(
    name="indicator",
    schema=ListOf(item=INDICATOR, most=len(Indicator)),
    meaning="Indicators with commas between; left out: all.",
)
LEVELS = Parameter(
    name="levels",
    schema=ListOf(item=Choice(of=Depth, noun="a level"), most=len(Depth)),
    meaning="Which places: self (the area), country, region, district, unit (what reports on the "
    "last day), with commas between; left out: self. Values of different levels must not be added.",
)


@call(
    "GET",
    "/series",
    tag="series",
    parameters=(AREA, INDICATORS, FIRST, LAST, KNOWN_AT, LEVELS, LIMIT, CURSOR),
    answers={200: PAGE},
)
def read_series(asked: Asked) -> ResponseReturnValue:
    """Read daily values of areas and units, each indicator of each place a series.

    Without an area it is the largest that the token sees. Without days it is the last 30 up to
    today, at most 366. A page has as many places as the limit says, fewer where much is asked of
    each. Shelters that must not be published are in the sums, and in no list: sums less what is
    listed tell of them, so what is read here is not for the public. Public exports are.
    """
    span = choose_span(asked)
    indicators = list(dict.fromkeys(asked.query["indicator"] or Indicator))
    knowledge = Knowledge(asked.session, span.known_at)
    levels = asked.query["levels"] or [Depth.SELF]
    targets = list_targets(asked, levels, span.last, knowledge.registers)
    most = max(1, MOST_VALUES // (span.length * len(indicators)))
    start, length = asked.query["cursor"] or 0, min(asked.query["limit"] or ON_A_PAGE, most)
    shown, end = targets[start : start + length], start + length
    series = [
        described
        for target, found in read_each(knowledge, shown, span, indicators)
        for described in describe_place(target, found, indicators, span)
    ]
    return answer_page(
        series,
        end if end < len(targets) else None,
        **{"from": span.first, "to": span.last, "known_at": span.known_at},
    )


Days = Mapping[str, Sequence[DayTotal]]


def read_each(
    knowledge: Knowledge, targets: Sequence[Target], span: Span, indicators: Sequence[Indicator]
) -> Iterator[tuple[Target, Days]]:
    """The values of each place by series key; the statements do not grow with the places."""
    ids = [target.place_id for target in targets]
    found = knowledge.read_days_of_each(ids, span.first, span.last, (*indicators, COVERAGE))
    return ((target, found[target.place_id]) for target in targets if target.place_id in found)


def describe_place(
    target: Target, found: Days, indicators: Sequence[Indicator], span: Span
) -> Iterator[dict[str, Any]]:
    """The series of a place as they are answered."""
    for indicator in indicators:
        days = zip(span.days, found[indicator], found[COVERAGE], strict=True)
        yield {
            "place": {"id": target.place_id, "name": target.name},
            "level": target.level,
            "path": [{"id": place_id, "name": name} for place_id, name in target.path],
            "indicator": indicator,
            "kind": indicator.definition.kind,
            "unit": indicator.definition.unit,
            "days": [describe_day(day, indicator, *totals) for day, *totals in days],
        }


def describe_day(
    day: str, indicator: Indicator, total: DayTotal, covered: DayTotal
) -> dict[str, Any]:
    """A day as it is answered; it is written already, as thousands of them are."""
    return {
        "day": day,
        "value": total.value,
        "low": total.low,
        "high": total.high,
        **_tell_new(indicator, total),
        "fallen": total.fallen,
        "mark": mark_of(total) if total.known else Mark.MISSING,
        "marks": list_marks(indicator, total),
        "known": total.known,
        "without_value": total.without_value,
        "unreviewed": total.unreviewed,
        "disputed": total.disputed,
        "coverage": {"reporting": covered.reporting, "expected": covered.expected},
    }


def _tell_new(indicator: Indicator, total: DayTotal) -> dict[str, int | None]:
    """What was new with its bounds; of a level nothing is."""
    if indicator.is_level:
        return {"new": None, "new_low": None, "new_high": None}
    return {"new": total.new, "new_low": total.new_low, "new_high": total.new_high}
