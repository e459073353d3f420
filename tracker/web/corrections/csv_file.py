"""The corrections as a CSV file, line by line, safe to open in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tracker.domain.steps import Step, find_step, said_number
from tracker.exchange.exporting.csv_lines import Cell, write_csv
from tracker.recording.published import ToldAct, ToldChange
from tracker.web.corrections.sentences import KIND_LABELS, name_act

COLUMNS = (
    "recorded_at",
    "act",
    "what",
    "report",
    "place",
    "indicator",
    "first_day",
    "last_day",
    "value_before",
    "value_after",
    "change",
    "change_low",
    "change_high",
    "low_before",
    "low_after",
    "high_before",
    "high_after",
    "kind_of_fall",
    "moved_to",
    "reason",
    "person",
)


def write_lines(acts: Iterable[ToldAct], *, with_mark: bool) -> Iterator[str]:
    """The file piece by piece: its head, then each act's changes."""
    return write_csv(_list_lines(acts), with_mark=with_mark)


def _list_lines(acts: Iterable[ToldAct]) -> Iterator[Iterable[Cell]]:
    yield COLUMNS
    for act in acts:
        for change in act.changes:
            yield _list_row(act, change)


def _list_row(act: ToldAct, change: ToldChange) -> list[Cell]:
    found = change.difference
    before, after = found.before, found.after
    step = find_step(before, after) or Step()
    fall = next((fall for fall in act.falls if fall.indicator is change.indicator), None)
    return [
        act.recorded_at.isoformat(timespec="seconds"),
        KIND_LABELS[act.kind],
        name_act(act),
        act.report_id,
        change.place_name,
        change.indicator.value,
        found.first.isoformat(),
        found.last.isoformat() if found.last else None,
        said_number(before),
        said_number(after),
        step.by,
        step.low,
        step.high,
        before.low,
        after.low,
        before.high,
        after.high,
        fall.kind.value if fall else None,
        fall.into.value if fall and fall.into else None,
        act.reason,
        act.person_name,
    ]
