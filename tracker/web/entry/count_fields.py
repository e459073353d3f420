"""The controls of one count, made from the list of indicators; count_reading reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from wtforms import BooleanField, Field, Form, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from tracker.domain.breakdown import (
    GRID_BANDS,
    SEX_WORDS,
    AgeBand,
    band_of,
    name_band,
)
from tracker.domain.checks.limits import NOUNS
from tracker.domain.counts import Count, Sex
from tracker.domain.counts import Form as CountForm
from tracker.domain.errors import InvalidCount
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import QUALIFIER_WORDS, Qualifier
from tracker.web.entry.controls import ControlsField
from tracker.web.entry.names import (
    SEPARATOR,
    Typed,
    name_field_of,
    name_part_field,
    read_part_name,
)
from tracker.web.shared.forms import NumberField

FORM_WORDS = {CountForm.NEW: "new", CountForm.TOTAL: "total so far"}

_QUALIFIERS = [SelectChoice(qualifier.value, words) for qualifier, words in QUALIFIER_WORDS.items()]


@cache
def make_count_form(indicator: Indicator) -> type[Form]:
    """The form of an indicator's count: the number, and whatever else applies to it."""
    noun = NOUNS[indicator]
    fields: dict[str, Any] = {
        "value": NumberField(
            indicator.definition.label,
            noun=f"the number of {noun}",
            description=indicator.definition.meaning,
        ),
        "qualifier": SelectField("How sure", choices=_QUALIFIERS, default=Qualifier.EXACT.value),
        "low": NumberField("Lowest", noun=f"the lowest number of {noun}"),
        "high": NumberField("Highest", noun=f"the highest number of {noun}"),
        "words": StringField("The source's own words"),
    }
    if not indicator.is_level:
        fields["total"] = BooleanField("This is the total so far, not the new ones of the day")
    if indicator.definition.people:
        fields["households"] = NumberField("Households", noun="the number of households")
        fields["household_size"] = StringField(
            "People per household", render_kw={"inputmode": "decimal", "autocomplete": "off"}
        )
    return type(f"{indicator.name.title()}CountForm", (Form,), fields)


@cache
def make_grid_form(bands: tuple[AgeBand, ...]) -> type[Form]:
    """The form of a breakdown: a number for each sex and age band."""
    fields = {
        name_part_field(sex, band): NumberField(
            f"{SEX_WORDS[sex].capitalize()}, {name_band(band)}", noun="each part"
        )
        for band in bands
        for sex in Sex
    }
    return type("GridForm", (Form,), fields)


class CountField(ControlsField):
    """One count with all its controls."""

    controls: Form
    grid: Form | None
    bands: tuple[AgeBand, ...]

    def __init__(self, indicator: Indicator, **kwargs: Any) -> None:
        super().__init__(indicator.definition.label, **kwargs)
        self.indicator = indicator
        self.is_open = False

    def fill(
        self,
        *,
        sent: Any = None,
        typed: Typed | None = None,
        count: Count | None = None,
        household_size: float | None = None,
        with_grid: bool = False,
    ) -> None:
        """Make the controls with what was sent, else with a stored count."""
        prefix = f"{self.name}{SEPARATOR}"
        size = (count.household_size if count else None) or household_size
        data = _describe(count) if count else {}
        data["household_size"] = f"{size:g}" if size else ""
        self.controls = make_count_form(self.indicator)(sent, prefix=prefix, data=data)
        parts = count.parts if count else ()
        self.bands = _list_bands(typed or {}, [band_of(part) for part in parts])
        self.grid = None
        if self.indicator.definition.people and (with_grid or parts or _has_parts(typed or {})):
            numbers = {name_field_of(part): part.value for part in parts}
            self.grid = make_grid_form(self.bands)(sent, prefix=prefix, data=numbers)
        self.is_open = with_grid or _says_more(self.controls) or _holds_data(self.grid)

    @property
    def entries(self) -> list[Field]:
        """The controls in the order of the page, under the name that lists of fields have."""
        return [*self.controls, *(self.grid or ())]

    def list_grid_rows(self) -> list[tuple[str, Sequence[Field]]]:
        """The breakdown's rows: the age band in words, its controls by sex."""
        fields = {field.short_name: field for field in self.grid or ()}
        return [
            (name_band(band).capitalize(), [fields[name_part_field(sex, band)] for sex in Sex])
            for band in self.bands
            if fields
        ]

    def show_problem(self, problem: InvalidCount) -> None:
        """Show a problem at its control, open the fold when it is in there."""
        field = self._find_control(problem.field)
        field.errors = [*field.errors, problem.message]
        self.is_open = self.is_open or field.short_name != "value"

    def _find_control(self, name: str) -> Field:
        fields = {field.short_name: field for field in self.entries}
        if name == "parts" and self.grid is not None:
            return next(iter(self.grid))
        return fields.get("total" if name == "form" else name, fields["value"])


def _describe(count: Count) -> dict[str, Any]:
    return {
        "value": count.value,
        "qualifier": count.qualifier.value,
        "low": count.low,
        "high": count.high,
        "words": count.words,
        "total": count.form is CountForm.TOTAL,
        "households": count.households,
    }


def _list_bands(typed: Typed, stored: Iterable[AgeBand]) -> tuple[AgeBand, ...]:
    """The usual bands, then those that only this count has."""
    sent = [found[1] for name in typed if (found := read_part_name(name)) is not None]
    return tuple(dict.fromkeys((*GRID_BANDS, *stored, *sent)))


def _has_parts(typed: Typed) -> bool:
    return any(read_part_name(name) is not None for name in typed)


def _says_more(form: Form) -> bool:
    """Whether a control in the fold holds more than it does on a blank form."""
    silent = {"value", "household_size"}
    return any(not _is_blank(field) for name, field in form._fields.items() if name not in silent)


def _is_blank(field: Field) -> bool:
    # Not by truth: a lowest number of 0 says something.
    return field.data is None or field.data is False or field.data in {"", field.default}


def _holds_data(grid: Form | None) -> bool:
    return grid is not None and any(field.data is not None or field.raw_data for field in grid)
