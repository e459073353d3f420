"""The controls that say why a running total fell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import Field, Form, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from tracker.domain.checks.limits import NOUNS
from tracker.domain.errors import InvalidCount
from tracker.domain.falls import MOVABLE, Fall, FallKind
from tracker.domain.indicators import Indicator
from tracker.web.entry.controls import ControlsField
from tracker.web.entry.names import name_fall_fields
from tracker.web.shared import messages

KIND_LABELS = {
    FallKind.CORRECTION: "It was counted again, and there are fewer",
    FallKind.MISTAKE: "An earlier number was entered by mistake",
    FallKind.RECLASSIFICATION: "The same people now count as something else",
}
OF_FALLS = frozenset({"fall", "into"})
"""Fields of problems that are shown here."""

_NOT_CHOSEN = SelectChoice("", messages.select("a number"))


class FallForm(Form):
    """Why one total fell. `into` is asked for where the same people count as something else."""

    kind = RadioField(validate_choice=False)
    into = SelectField(validate_choice=False)


class FallField(ControlsField):
    """Why the total of one indicator fell, with what was sent of it."""

    def __init__(self, indicator: Indicator, sent: Any, **kwargs: Any) -> None:
        super().__init__(NOUNS[indicator], **kwargs)
        self.indicator = indicator
        self.form_of_fall = FallForm(sent, prefix=name_fall_fields(indicator))
        self.kind.label.text = f"Why did the total of {NOUNS[indicator]} fall?"
        self.kind.choices = [SelectChoice(kind.value, label) for kind, label in KIND_LABELS.items()]
        self.into.label.text = f"Instead of {NOUNS[indicator]} they now count as"
        self.into.choices = list_targets(indicator)

    @property
    def kind(self) -> RadioField:
        """The control of why it fell."""
        return self.form_of_fall.kind

    @property
    def into(self) -> SelectField:
        """The control of what the people count as now."""
        return self.form_of_fall.into

    @property
    def entries(self) -> list[Field]:
        """Both controls."""
        return [self.kind, self.into]

    def show_problem(self, problem: InvalidCount) -> None:
        """Show a problem at its control."""
        field = self.into if problem.field == "into" else self.kind
        field.errors = [*field.errors, problem.message]


def list_targets(moved: Indicator | None = None) -> list[SelectChoice]:
    """What people can count as, other than as what they did."""
    people = sorted(
        (i for i in Indicator if i.definition.people and i is not moved),
        key=lambda indicator: indicator not in MOVABLE,
    )
    return [_NOT_CHOSEN, *(SelectChoice(i.value, i.definition.label) for i in people)]


def read_falls(sent: Mapping[str, str]) -> tuple[Fall, ...]:
    """What was said of totals that fell; what makes no sense says nothing."""
    falls: list[Fall] = []
    for indicator in Indicator:
        prefix = name_fall_fields(indicator)
        kind = sent.get(f"{prefix}kind", "")
        if kind in tuple(FallKind):
            into = read_indicator(sent.get(f"{prefix}into"))
            falls.append(Fall(indicator=indicator, kind=FallKind(kind), into=into))
    return tuple(falls)


def read_indicator(typed: str | None) -> Indicator | None:
    """The indicator that was chosen, if any."""
    return Indicator(typed) if typed in tuple(Indicator) else None
