"""A field that is made of several controls, whose problems are its own."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import Field


class ControlsField(Field):
    """A field whose errors are those of its controls."""

    @property
    def entries(self) -> list[Field]:
        """The controls in the order of the page, under the name that lists of fields have."""
        raise NotImplementedError

    @property
    def errors(self) -> list[str]:
        """What is wrong with any of the controls."""
        return [error for field in self.entries for error in field.errors]

    @errors.setter
    def errors(self, _errors: Iterable[str]) -> None:
        """WTForms clears the errors of each field; the controls keep their own."""
