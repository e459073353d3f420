"""Fields for choices, whose messages say what to choose."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField

# The published types are those of an earlier version.
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.web.shared import messages

__all__ = [
    "CheckboxesField",
    "ChoiceField",
    "ChoicesField",
    "RadiosField",
    "SelectChoice",
    "to_id",
]


def to_id(value: Any) -> int | None:
    """An id out of a list of choices; the blank choice is None."""
    return int(value) if value not in {None, ""} else None


class _WordedChoice(SelectField):
    """A choice whose message says what to choose."""

    def __init__(self, label: str, *, noun: str, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.invalid_value_message = messages.select(noun)
        self.invalid_choice_message = messages.select(noun)


class ChoiceField(_WordedChoice):
    """One of a long list."""


class RadiosField(_WordedChoice, RadioField):
    """One of a few, all of them in sight."""


class ChoicesField(_WordedChoice, SelectMultipleField):
    """Any of a long list."""


class CheckboxesField(ChoicesField):
    """Any of a few, all of them in sight."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()
