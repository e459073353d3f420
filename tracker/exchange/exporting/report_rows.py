"""Reports with all that was ever said of them: each version, and each decision of a reviewer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter

from tracker.domain.counts import Count, Part
from tracker.domain.reports import Decision, Revision
from tracker.domain.review import ReviewState
from tracker.exchange.exporting.csv_lines import Cell
from tracker.exchange.exporting.long_values import DAY_COLUMN
from tracker.exchange.exporting.places import PLACE_COLUMNS, PlaceLine
from tracker.exchange.exporting.tables import CellKind, Column, Row
from tracker.recording.history import ReportHistory

NUMBER = CellKind.NUMBER
_HEAD = (
    Column(
        key="report",
        heading="Report",
        meaning="The report's number, which it keeps for life.",
        kind=NUMBER,
    ),
    *PLACE_COLUMNS,
    DAY_COLUMN,
    Column(key="source", heading="Source", meaning="Who says so."),
    Column(
        key="grade",
        heading="Grade",
        meaning="The source's reliability when the report was made, A to F.",
    ),
    Column(
        key="late",
        heading="Late",
        meaning="Whether it came after the day's deadline.",
        kind=CellKind.YES,
    ),
    Column(
        key="state",
        heading="State",
        meaning="What stands in the end: unreviewed, verified, changed (since verified), disputed, "
        "returned, or withdrawn. Rejected reports are left out.",
    ),
    Column(
        key="latest_version",
        heading="Latest version",
        meaning="The number of the version that stands.",
        kind=NUMBER,
    ),
)
_ACT = (
    Column(
        key="act",
        heading="Act",
        meaning="What was appended: original, correction, withdrawal; or a decision: verified, "
        "disputed, returned, rejected (and taken in again since), preferred.",
    ),
    Column(
        key="version",
        heading="Version",
        meaning="The version made, or the one decided on.",
        kind=NUMBER,
    ),
    Column(
        key="recorded_at",
        heading="Recorded",
        meaning="When that was done.",
        kind=CellKind.MOMENT,
    ),
    Column(key="person", heading="Person", meaning="Who did it."),
    Column(
        key="channel",
        heading="Came by",
        meaning="form (a page), unchanged (confirmed with one tap), bulk (an import), phone (an "
        "app for phones), api (a program).",
    ),
    Column(key="reason", heading="Reason", meaning="Why, in the person's words."),
    Column(key="note", heading="Note", meaning="What else was said."),
)
_COUNT = (
    Column(key="indicator", heading="Indicator", meaning="The code of what is counted."),
    Column(
        key="form",
        heading="Form",
        meaning="level, new (that day), or total (so far).",
    ),
    Column(
        key="sex",
        heading="Sex",
        meaning="Blank for the number itself; else the row is a part of it: f, m or unknown.",
    ),
    Column(key="age_from", heading="Age from", meaning="The part's youngest age.", kind=NUMBER),
    Column(
        key="age_to",
        heading="Age to",
        meaning="The part's oldest age; blank for “and older”.",
        kind=NUMBER,
    ),
    Column(
        key="value",
        heading="Value",
        meaning="The number; blank where words or a range were given only.",
        kind=NUMBER,
    ),
    Column(
        key="qualifier",
        heading="Qualifier",
        meaning="exact, about, at_least, more_than, at_most, less_than, between, in_words.",
    ),
    Column(key="low", heading="Lowest", meaning="The least that it can be.", kind=NUMBER),
    Column(
        key="high",
        heading="Highest",
        meaning="The most that it can be; blank is open.",
        kind=NUMBER,
    ),
    Column(key="words", heading="Words", meaning="The source's own words."),
    Column(
        key="households",
        heading="Households",
        meaning="Where people were reckoned from households: how many.",
        kind=NUMBER,
    ),
    Column(
        key="household_size",
        heading="Household size",
        meaning="People taken for each household.",
        kind=CellKind.DECIMAL,
    ),
)
REPORT_COLUMNS = (*_HEAD, *_ACT, *_COUNT)


def list_report_rows(
    reports: Iterable[ReportHistory], lines: Mapping[int, PlaceLine]
) -> Iterator[Row]:
    """Rows of REPORT_COLUMNS: a row for each count of each version, and for each decision.

    Rejected reports are in no export: whoever adds a file's rows up must not find them.
    """
    for report in reports:
        if report.standing.review is ReviewState.REJECTED:
            continue
        head = _list_head(report, lines[report.place_id])
        acts: list[Revision | Decision] = [*report.revisions, *report.decisions]
        for act in sorted(acts, key=attrgetter("recorded_at", "seq")):
            if isinstance(act, Decision):
                yield (*head, *_list_decision(act))
            else:
                yield from ((*head, *rest) for rest in _list_revision(act))


def _list_head(report: ReportHistory, line: PlaceLine) -> tuple[Cell, ...]:
    standing = report.standing
    return (
        report.report_id,
        *line.cells,
        report.day,
        report.source_name,
        report.grade.value,
        report.is_late,
        "withdrawn" if standing.withdrawn else standing.review.value,
        standing.seq,
    )


def _list_decision(act: Decision) -> tuple[Cell, ...]:
    about = act.indicator.value if act.indicator else None
    blank = (None,) * (len(_COUNT) - 1)
    head = (act.kind.value, act.seq, act.recorded_at, act.person_name, None, act.reason, None)
    return (*head, about, *blank)


def _list_revision(act: Revision) -> Iterator[tuple[Cell, ...]]:
    head = (
        act.kind.value,
        act.seq,
        act.recorded_at,
        act.person_name,
        act.channel.value,
        act.reason,
        act.note,
    )
    if not act.counts:
        yield (*head, *(None,) * len(_COUNT))
    for count in act.counts:
        yield (*head, *_list_count(count))
        for part in count.parts:
            yield (*head, *_list_part(count, part))


def _list_count(count: Count) -> tuple[Cell, ...]:
    bounds = count.bounds
    return (
        count.indicator.value,
        count.form.value,
        None,
        None,
        None,
        count.value,
        count.qualifier.value,
        bounds.low,
        bounds.high,
        count.words,
        count.households,
        count.household_size,
    )


def _list_part(count: Count, part: Part) -> tuple[Cell, ...]:
    head = (count.indicator.value, count.form.value, part.sex.value, part.age_from, part.age_to)
    return (*head, part.value, "exact", part.value, part.value, None, None, None)
