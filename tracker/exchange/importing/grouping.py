"""Rows gathered into reports: one for each place, day and source that a file speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from itertools import starmap

from tracker.domain.checks import EntryContext, check_hard
from tracker.domain.counts import Count, convert_households
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import Layout, Number, Survey, is_own_export, say_cell
from tracker.exchange.detecting.own_exports import recognise
from tracker.exchange.importing.added_numbers import add_numbers, say_number
from tracker.exchange.importing.entries import Progress, Reading, RefusedRow, RowRefused, Stated
from tracker.exchange.importing.forms import explain_both_forms
from tracker.exchange.importing.lost_parts import explain_alone, list_alone, list_vague
from tracker.exchange.importing.merged_cells import list_rows
from tracker.exchange.importing.part_tables import PartsRefused, Shares
from tracker.exchange.importing.parts import add_up, group_parts, list_parts
from tracker.exchange.importing.rows import Cells, RowReader, Told
from tracker.exchange.mapping import ImportMapping
from tracker.exchange.meanings import OWN_COLUMNS, Measure

Key = tuple[int, date, int]
_PROGRESS_STEP = 5_000


@dataclass(slots=True)
class _Group:
    """What the rows about one place, day and source say, by measure."""

    rows: list[int] = field(default_factory=list)
    counts: dict[Measure, Number | None] = field(default_factory=dict)
    conflict: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Made:
    """The counts of a report, the indicators whose cells say nothing, and parts without a place."""

    counts: tuple[Count, ...] = ()
    blank: frozenset[Indicator] = frozenset()
    homeless: tuple[tuple[Measure, Number], ...] = ()


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
        self._add_parts = mapping.add_parts
        # A table with a column for each count and none of sexes has one with all people, too.
        self._needs_whole = mapping.tells_people or mapping.layout is not Layout.COLUMNS
        self._household_size = household_size
        self._settled = is_own_export(survey)
        self._is_ours = recognise(survey.head) is not None
        self._own = {c.index for c in survey.head.columns if c.name in OWN_COLUMNS}
        self._groups: dict[Key, _Group] = {}
        self._seen: dict[tuple[str, ...], int] = {}
        self._counts: dict[tuple[Measure, Number], Count] = {}
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
        theirs = cells
        if self._own:
            # A file of refused rows says of each where it stood: of the same row, too.
            theirs = [cell for index, cell in enumerate(cells) if index not in self._own]
        return self._seen.setdefault(tuple(map(say_cell, theirs)), number) != number

    def _add(self, number: int, told: Told) -> None:
        group = self._groups.setdefault((told.place_id, told.day, told.source_id), _Group())
        if not group.rows or group.rows[-1] != number:
            group.rows.append(number)
        again = False
        for measure, value in told.counts:
            if measure not in group.counts or group.counts[measure] is None:
                group.counts[measure] = value
            elif value is not None:
                again = True
                self._join(number, group, measure, value)
        if again and not self._add_rows and group.conflict is None:
            self.reading.repeated += 1

    def _join(self, number: int, group: _Group, measure: Measure, value: Number) -> None:
        """A second number for the same thing: the same again, to be added, or a contradiction."""
        earlier = group.counts[measure]
        if earlier is None or (value == earlier and not self._add_rows):
            return
        if self._add_rows:
            group.counts[measure] = add_numbers(earlier, value)
        elif group.conflict is None:
            noun = self._survey.table.noun
            group.conflict = (
                f"Keep one of two numbers for {measure.words}: {noun} {group.rows[0]} says "
                f"{say_number(earlier)}, {noun} {number} says {say_number(value)}"
            )

    def _finish(self) -> None:
        refused: dict[int, str] = {}
        for (place_id, day, source_id), group in self._groups.items():
            reason = group.conflict or explain_both_forms(group.counts)
            try:
                made = self._make_counts(group.counts)
            except PartsRefused as refused_parts:
                reason, made = reason or refused_parts.reason, _Made()
            counts, blank = made.counts, made.blank
            if reason is None and counts:
                reason = self._find_problem(day, counts)
            elif reason is None:
                reason = next(starmap(explain_alone, list_alone(group.counts, ())), None)
            if reason is not None:
                refused |= dict.fromkeys(group.rows, reason)
                self._note_early(day, len(group.rows))
            elif counts or blank:
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
        self._groups.clear()
        self._refuse_again(refused)

    def _note_lost_parts(self, group: _Group, made: _Made) -> None:
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

    def _make_counts(self, told: Mapping[Measure, Number | None]) -> _Made:
        """What a report says. Raises PartsRefused."""
        counts: list[Count] = []
        for measure, number in told.items():
            if measure.group is None and number is not None:
                counts.append(self._make_count(measure, number))
        homeless: list[tuple[Measure, Number]] = []
        if any(measure.group and number is not None for measure, number in told.items()):
            homeless = self._join_parts(counts, told)
        said = {count.indicator for count in counts}
        blank = frozenset(m.indicator for m in told if m.group is None and m.indicator not in said)
        return _Made(counts=tuple(counts), blank=blank, homeless=tuple(homeless))

    def _join_parts(
        self, counts: list[Count], told: Mapping[Measure, Number | None]
    ) -> list[tuple[Measure, Number]]:
        """Give counts the parts that are told of them; returns those without a place.

        Raises PartsRefused.
        """
        homeless: list[tuple[Measure, Number]] = []
        for shares in group_parts(told, settled=self._settled, gaps=not self._needs_whole):
            measure = shares.measure
            at = next((i for i, c in enumerate(counts) if c.indicator is measure.indicator), None)
            if at is None and (whole := self._find_whole(shares)):
                at = len(counts)
                counts.append(whole)
            if at is not None:
                divided = list_parts(shares)
                homeless += [
                    (replace(measure, group=group), Number(value=value))
                    for group, value in divided.homeless
                ]
                if divided.parts:
                    counts[at] = replace(counts[at], parts=divided.parts)
        return homeless

    def _find_whole(self, shares: Shares) -> Count | None:
        """The count of parts of which no row says all people; None where they are left aside."""
        measure = shares.measure
        if self._add_parts:
            whole = add_up(shares)
            if whole is None:
                raise PartsRefused(
                    f"Add a row with all people: the parts of {measure.words} do not add up to "
                    "everybody, by sex or by age"
                )
            return self._make_count(measure, Number(value=whole))
        if self._needs_whole:
            raise PartsRefused(
                f"Add a row with all people: only parts of {measure.words} are told. Or let parts "
                "be added up that are everybody together (add_parts in a mapping)"
            )
        return None

    def _make_count(self, measure: Measure, number: Number) -> Count:
        """The count of a measure; the same one is made once, since files repeat themselves."""
        key = (measure, number)
        if key not in self._counts:
            self._counts[key] = _make_count(measure, number, self._household_size)
        return self._counts[key]

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


def _make_count(measure: Measure, number: Number, household_size: float) -> Count:
    value = number.value
    if measure.households and value is not None:
        return Count(
            indicator=measure.indicator,
            form=measure.form,
            value=convert_households(value, household_size),
            qualifier=number.qualifier,
            households=value,
            household_size=household_size,
        )
    return Count(
        indicator=measure.indicator,
        form=measure.form,
        value=value,
        qualifier=number.qualifier,
        low=number.low,
        high=number.high,
        words=number.words,
    )
