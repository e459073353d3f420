"""Every choice of every form says what to choose, rather than that something was not valid."""

from collections.abc import Iterator

from wtforms import SelectFieldBase
from wtforms.fields.core import UnboundField

import tracker.app  # noqa: F401 -- brings in every form
from tracker.web.shared.forms import BaseForm


def find_forms(base: type[BaseForm] = BaseForm) -> Iterator[type[BaseForm]]:
    for form in base.__subclasses__():
        yield form
        yield from find_forms(form)


def test_choices_say_what_to_choose() -> None:
    choices = {
        f"{form.__name__}.{name}": field.kwargs
        for form in find_forms()
        for name, field in vars(form).items()
        if isinstance(field, UnboundField) and issubclass(field.field_class, SelectFieldBase)
    }
    unworded = {
        name
        for name, options in choices.items()
        if "noun" not in options and options.get("validate_choice") is not False
    }
    assert len(choices) > 20
    assert not unworded
