"""The forms of the entry pages as they are shown: a report, its correction, its withdrawal."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from tracker.domain.checks.falls import list_fallen
from tracker.domain.counts import Count
from tracker.domain.errors import InvalidCount, InvalidField
from tracker.domain.falls import MOVABLE
from tracker.domain.indicators import Indicator, Section
from tracker.domain.reports import SoftWarning
from tracker.registry.sources import Source
from tracker.web.entry.count_fields import CountField
from tracker.web.entry.fall_fields import OF_FALLS, FallField
from tracker.web.entry.names import name_fall_fields, sort_typed
from tracker.web.shared import messages
from tracker.web.shared.forms import BaseForm, NumberField, SubmissionIdField

SECTION_LABELS = {
    Section.DISPLACED: "Displaced people",
    Section.SHELTER: "Shelter",
    Section.CASUALTIES: "Casualties among civilians",
}
SHORT_TEXT = {"rows": 3}


class CountsForm(BaseForm):
    """A form with counts, one field for each indicator that applies to the place."""

    submission_id = SubmissionIdField()
    note = TextAreaField(
        "Note",
        description="For those who read the report: what changed and why, what is missing.",
        render_kw=SHORT_TEXT,
    )

    def fill_counts(
        self,
        indicators: Iterable[Indicator],
        *,
        sent: Any = None,
        stored: Iterable[Count] = (),
        household_size: float | None,
        with_grid: str | None = None,
    ) -> None:
        """Add a field for each indicator, with what was sent or what is stored.

        `with_grid` is the indicator whose breakdown by sex and age was asked for.
        """
        by_indicator = {count.indicator: count for count in stored}
        typed = sort_typed(sent) if sent is not None else {}
        for indicator in indicators:
            field = CountField(indicator, name=indicator.value, _form=self)
            field.fill(
                sent=sent,
                typed=typed.get(indicator),
                count=by_indicator.get(indicator) if sent is None else None,
                household_size=household_size,
                with_grid=with_grid == indicator,
            )
            self._fields[indicator.value] = field

    def ask_falls(self, warnings: Iterable[SoftWarning], sent: Any) -> None:
        """Ask why the totals fell that are warned of, with what was said of it already."""
        for indicator in list_fallen(warnings):
            name = name_fall_fields(indicator)
            self._fields[name] = FallField(indicator, sent, name=name, _form=self)

    def list_falls(self) -> list[FallField]:
        """The falls that are asked about."""
        return [field for field in self if isinstance(field, FallField)]

    def list_sections(self) -> Iterator[tuple[str, Sequence[CountField]]]:
        """The count fields by section, with the section's words."""
        fields = [field for field in self if isinstance(field, CountField)]
        for section, label in SECTION_LABELS.items():
            found = [f for f in fields if f.indicator.definition.section is section]
            if found:
                yield label, found

    def show_problems(self, problems: Iterable[InvalidCount | InvalidField]) -> None:
        """Show each problem at its field; only counts that the form asks for are ever read."""
        counts = {field.name: field for field in self if isinstance(field, CountField)}
        falls = {str(field.indicator): field for field in self.list_falls()}
        for problem in problems:
            if isinstance(problem, InvalidField):
                self.show_refusals(problem)
            elif problem.field in OF_FALLS:
                falls[problem.indicator].show_problem(problem)
            else:
                counts[problem.indicator].show_problem(problem)


class ReportForm(CountsForm):
    """The daily report; the day goes along so that a report begun before midnight keeps it."""

    day = HiddenField()
    source = SelectField("Source", description="Who says so.", validate_choice=False)

    def offer_sources(self, sources: Collection[Source], chosen: int | None) -> None:
        """Offer sources; `chosen` stands for what was not chosen yet."""
        options = [
            SelectChoice(str(source.id), f"{source.name} (grade {source.grade})")
            for source in sources
        ]
        if self.source.data in {None, "", "None"}:
            self.source.data = str(chosen) if chosen else ""
        if self.source.data not in {option.value for option in options}:
            options.insert(0, SelectChoice("", messages.select("a source")))
        self.source.choices = options


class CorrectionForm(CountsForm):
    """What a report should have said, with the reason."""

    based_on = HiddenField()
    reason = TextAreaField(
        "Reason for the correction",
        description="It stands in the report's history.",
        render_kw=SHORT_TEXT,
    )
    move_people = NumberField("How many people", noun="the number of people who moved")
    move_source = SelectField("They were counted as", validate_choice=False)
    move_target = SelectField("They now count as", validate_choice=False)

    def offer_moves(self, indicators: Collection[Indicator]) -> None:
        """Offer to move people between those of the indicators for which that makes sense."""
        offered = [(i.value, i.definition.label) for i in MOVABLE if i in indicators]
        for field in (self.move_source, self.move_target):
            field.choices = [SelectChoice("", messages.select("a number"))]
            field.choices += [SelectChoice(value, label) for value, label in offered]

    @property
    def moves(self) -> bool:
        """Whether anything was entered of people who moved."""
        fields = (self.move_people, self.move_source, self.move_target)
        return any((field.raw_data and field.raw_data[0]) or field.errors for field in fields)


class WithdrawalForm(BaseForm):
    """The reason for taking a report back."""

    submission_id = SubmissionIdField()
    based_on = HiddenField()
    reason = TextAreaField(
        "Reason for the withdrawal",
        description="It stands in the report's history.",
        render_kw=SHORT_TEXT,
    )
