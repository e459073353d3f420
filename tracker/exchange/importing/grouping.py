"""Rows gathered into reports: one for each place, day and source that a file speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from itertools import starmap

from tracker.domain.checks import EntryContext, check_hard
from tracker.domain.counts import Count
from tracker.exchange.detecting import (
    Layout,
    Number,
    Survey,
    is_own_export,
    print_row,
    say_cell,
)
from tracker.exchange.detecting.own_exports import recognise
from tracker.exchange.importing.added_numbers import add_numbers
from tracker.exchange.importing.entries import Progress, Reading, RefusedRow, RowRefused, Stated
from tracker.exchange.importing.forms import explain_both_forms
from tracker.exchange.importing.lost_parts import explain_alone, list_alone, list_vague
from tracker.exchange.importing.meetings import Group, ask_about_refused, print_rows
from tracker.exchange.importing.merged_cells import list_rows
from tracker.exchange.importing.part_tables import PartsRefused
from tracker.exchange.importing.report_counts import CountMaker, Made
from tracker.exchange.importing.rows import Cells, RowReader, Told
from tracker.exchange.mapping import ImportMapping
from tracker.exchange.meanings import Measure

Key = tuple[int, date, int]
_PROGRESS_STEP = 5_000
_NOUGHT = Number(value=0)


class Gatherer:
    """Takes rows in, and makes reports of them that can be true."""

    def __init__(
        self,
        survey: Survey,
        reader: RowReader,
        context: EntryContext,
        mapping: ImportMapping,
        *,
        household_size: float,
    ) -> None:
        self._survey = survey
        self._reader = reader
        self._context = context
        self._list_rows = partial(list_rows, survey, mapping)
        self._add_rows = mapping.add_rows
        self._mapping = mapping
        self._one_each = mapping.layout is not Layout.COLUMNS
        self._tells_people = mapping.tells_people
        self._settled = is_own_export(survey)
        self._names_twice = not self._settled and _names_twice(mapping)
        self._is_ours = recognise(survey.head) is not None
        self._refuses_meeting = mapping.add_rows is None and not self._settled
        self._maker = CountMaker(mapping, household_size=household_size, settled=self._settled)
        self._own = survey.head.own_columns
        self._groups: dict[Key, Group] = {}
        self._seen: dict[tuple[str, ...], int] = {}
        self.reading = Reading()

    def gather(self, progress: Progress | None = None) -> Reading:
        """Read the whole table."""
        every = self._survey.rows
        for done, (number, cells) in enumerate(self._list_rows(), start=1):
            self._take(number, cells)
            if progress and (done % _PROGRESS_STEP == 0 or done == every):
                progress(done, every)
        self._finish()
        return self.reading

    def _take(self, number: int, cells: Cells) -> None:
        self.reading.rows += 1
        if why := self._reader.explain_leaving_out(number, cells):
            self.reading.left_out[why] += 1
            return
        try:
            told = list(self._reader.read(cells))
        except RowRefused as refused:
            self._refuse(number, cells, refused.reason, refused.column)
            return
        if not told:
            self.reading.left_out[self._reader.explain_silence(cells)] += 1
        elif not any(value is not None for one in told for _, value in one.counts):
            self.reading.blank += 1
        if self._add_rows and self._is_repeated(number, cells):
            self.reading.repeated += 1
            return
        for one in told:
            self._add(number, one)

    def _is_repeated(self, number: int, cells: Cells) -> bool:
        """Whether the very same row came before: where rows add up, it counts once."""
        return self._seen.setdefault(print_row(cells, self._own), number) != number

    def _add(self, number: int, told: Told) -> None:
        group = self._groups.setdefault((told.place_id, told.day, told.source_id), Group())
        if not group.rows or group.rows[-1] != number:
            group.rows.append(number)
        own: list[Measure] = []
        for measure, value in told.counts:
            earlier = group.counts.get(measure)
            if earlier is None:
                group.tell(number, measure, value)
                own.append(measure)
                if self._names_twice and value is not None:
                    group.name(measure, told.word)
            elif value is not None and not (value == earlier and measure in own):
                self._join(number, group, measure, told.word, value)

    def _join(self, number: int, group: Group, measure: Measure, word: str, value: Number) -> None:
        """A second number for the same thing: the same again, to be added, or a contradiction."""
        noun, earlier = self._survey.table.noun, group.counts[measure]
        if not self._add_rows or self._names_twice:
            group.join(number, measure)
        if group.is_called_otherwise(measure, word) and not self._is_alike(earlier, value):
            group.refuse_words(noun, number, measure, word)
        elif earlier is not None and self._add_rows:
            group.counts[measure] = add_numbers(earlier, value)
        elif value != earlier:
            group.contradict(noun, number, measure, value)
        else:
            group.repeat(number, measure, value, by_people=self._tells_people)

    def _is_alike(self, earlier: Number | None, value: Number) -> bool:
        """Whether two words say nought, or the same number where that is known to count once."""
        return value == earlier and (value == _NOUGHT or self._add_rows is False)

    def _settle_repeated(self) -> None:
        """Of rows that repeat numbers, those that are the very same count once."""
        repeating = [group for group in self._groups.values() if group.again]
        if self._refuses_meeting:
            wanted = frozenset(number for group in repeating for number in group.rows)
            prints = print_rows(self._survey, self._list_rows(), wanted) if wanted else {}
            for group in repeating:
                group.settle(self._survey.table.noun, prints)
        self.reading.repeated += len(
            {
                number
                for group in repeating
                for number in (group.again or {}).keys() - self._find_refused(group)
            }
        )

    def _find_refused(self, group: Group) -> dict[int, str]:
        return group.find_refused(one_each=self._one_each)

    def _list_meeting(self) -> list[list[int]]:
        """The rows that are refused since they meet others, where it is open what they are."""
        if not self._refuses_meeting:
            return []
        groups = self._groups.values()
        return [rows for group in groups for rows in group.list_meeting(one_each=self._one_each)]

    def _finish(self) -> None:
        self._settle_repeated()
        meeting = self._list_meeting()
        refused: dict[int, str] = {}
        for key, group in self._groups.items():
            if met := self._find_refused(group):
                refused |= met
                self._note_early(key[1], len(met))
                group.leave_out(met)
            if group.rows and (reason := self._state(key, group)):
                refused |= dict.fromkeys(group.rows, reason)
                self._note_early(key[1], len(group.rows))
        self._groups.clear()
        self._refuse_again(refused)
        self.reading.adding = ask_about_refused(
            self._survey, self._mapping, meeting, self.reading.refused
        )

    def _state(self, key: Key, group: Group) -> str | None:
        """Take in what rows say together; else why it cannot be."""
        place_id, day, source_id = key
        reason = explain_both_forms(group.counts)
        try:
            made = self._maker.make_counts(group.counts)
        except PartsRefused as refused_parts:
            return reason or refused_parts.reason
        counts, blank = made.counts, made.blank
        if reason is None and counts:
            reason = self._find_problem(day, counts)
        elif reason is None:
            reason = next(starmap(explain_alone, list_alone(group.counts, ())), None)
        if reason is None and (counts or blank):
            self._note_lost_parts(group, made)
            self.reading.stated.append(
                Stated(
                    place_id=place_id,
                    day=day,
                    source_id=source_id,
                    counts=counts,
                    rows=tuple(group.rows),
                    blank=blank,
                    is_ours=self._is_ours,
                )
            )
        return reason

    def _note_lost_parts(self, group: Group, made: Made) -> None:
        if not any(measure.group for measure in group.counts):
            return
        where = f"{self._survey.table.noun} {group.rows[0]}"
        for measure, number in list_vague(group.counts, made.counts):
            self.reading.vague.add(where, measure, number)
        for measure, number in list_alone(group.counts, made.counts):
            self.reading.alone.add(where, measure, number)
        for measure, number in made.homeless:
            self.reading.homeless.add(where, measure, number)

    def _note_early(self, day: date, rows: int) -> None:
        if day < self._context.start:
            self.reading.too_early += rows
            self.reading.earliest = min(day, self.reading.earliest or day)

    def _find_problem(self, day: date, counts: Sequence[Count]) -> str | None:
        problems = check_hard(day, counts, self._context)
        return "; ".join(problem.message for problem in problems) or None

    def _refuse(self, number: int, cells: Cells, reason: str, column: int | None = None) -> None:
        width, days = len(self._survey.head.columns), self._reader.say_days_since_1904(cells)
        padded = [*map(say_cell, cells), *[""] * width][:width]
        self.reading.refused[number] = RefusedRow(
            row=number,
            where=self._survey.table.where(number, column),
            reason=reason,
            cells=tuple(days.get(at, cell) for at, cell in enumerate(padded)),
            noun=self._survey.table.noun,
        )

    def _refuse_again(self, reasons: Mapping[int, str]) -> None:
        """Refuse rows that were read already: their cells are fetched from the file once more."""
        if not reasons:
            return
        for number, cells in self._list_rows():
            if number in reasons and number not in self.reading.refused:
                self._refuse(number, cells, reasons[number])


def _names_twice(mapping: ImportMapping) -> bool:
    """Whether several words of the column of indicators count the same."""
    counted = [m.measure.indicator for m in mapping.words.values() if m.measure]
    return len(set(counted)) < len(counted)
