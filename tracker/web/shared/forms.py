"""The base of all forms, and the fields that the tracker needs beyond WTForms' own."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from flask_wtf import FlaskForm
from wtforms import Field, Form, PasswordField, StringField
from wtforms.widgets import DateInput, HiddenInput, NumberInput

from tracker.domain.errors import InvalidField
from tracker.web.shared import messages
from tracker.web.shared.numbers import parse_number

LARGEST_NUMBER = 99_999_999
"""More people than any operation counts; it catches a telephone number in the wrong field."""


def remove_control_signs(text: Any) -> Any:
    """The text without signs that nobody types and PostgreSQL does not store, such as NUL."""
    if not isinstance(text, str) or text.isprintable():
        return text
    return "".join(sign for sign in text if sign in "\r\n\t" or unicodedata.category(sign) != "Cc")


YEARS = range(1900, 3000)
"""Days far off would leave the calendar when days are added to them, or a zone's hours."""


class BaseForm(FlaskForm):  # type: ignore[misc]
    """A form with protection against forged requests. The page's form is called `form`."""

    class Meta:
        """How all forms make their fields."""

        def bind_field(self, form: Form, unbound_field: Any, options: dict[str, Any]) -> Field:
            """Make a field; texts lose control signs, passwords are taken as they are."""
            field: Field = unbound_field.bind(form=form, **options)
            if isinstance(field, StringField) and not isinstance(field, PasswordField):
                field.filters = (remove_control_signs, *field.filters)
            return field

    def show_refusals(self, *refusals: InvalidField) -> None:
        """Show refusals at their fields, or above the form where it has no such field."""
        for refusal in refusals:
            found = self._fields.get(refusal.field)
            if found is None:
                self.form_errors.append(refusal.message)
            else:
                found.errors = [*found.errors, refusal.message]


class RawField(Field):
    """A field that shows again exactly what was typed, whether or not it could be read."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else str(self.data)

    def typed(self, valuelist: Iterable[Any]) -> str:
        """What was typed, without the space around it."""
        return "".join(str(value) for value in valuelist).strip()


class NumberField(RawField):
    """A whole number of 0 or more; None when left blank.

    `noun` names it in messages: "the number of arrivals".
    """

    widget = NumberInput()

    def __init__(
        self, label: str | None = None, *, noun: str, largest: int = LARGEST_NUMBER, **kwargs: Any
    ) -> None:
        super().__init__(label, **kwargs)
        self.noun = noun
        self.largest = largest
        self.data: int | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed."""
        typed = self.typed(valuelist)
        self.data = None
        if not typed:
            return
        number = parse_number(typed, self.noun)
        if number > self.largest:
            raise ValueError(messages.enter_smaller_number(self.noun, self.largest))
        self.data = number


class DayField(RawField):
    """A day; None when left blank. Browsers send it as 2024-08-08 whatever they show."""

    widget = DateInput()

    def __init__(self, label: str | None = None, *, noun: str = "the day", **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.noun = noun

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read what was typed."""
        typed = self.typed(valuelist)
        self.data: date | None = None
        if not typed:
            return
        try:
            day = date.fromisoformat(unicodedata.normalize("NFKC", typed))
        except ValueError:
            raise ValueError(messages.enter_day(self.noun)) from None
        if day.year not in YEARS:
            raise ValueError(messages.enter_day(self.noun))
        self.data = day

    def end_by(self, last: date) -> None:
        """Take the last possible day for any later one."""
        if self.data is not None and self.data > last:
            self.data, self.raw_data = last, None


class SubmissionIdField(Field):
    """The number of one filling-in of a form, made when it is first shown, kept until accepted."""

    widget = HiddenInput()

    def __init__(self, label: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, default=kwargs.pop("default", uuid4), **kwargs)

    def _value(self) -> str:
        return str(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the number sent; where it is missing or damaged, make one for the next try."""
        try:
            self.data = UUID(str(valuelist[0]))
        except (IndexError, ValueError):
            self.data = uuid4()
            raise ValueError(messages.START_AGAIN) from None
