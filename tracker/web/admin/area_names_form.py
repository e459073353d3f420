"""The form that asks which areas of a file are registered under another name."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import HiddenField

from tracker.registry.area_files import OtherName
from tracker.web.shared.choices import ChoiceField, SelectChoice, to_id
from tracker.web.shared.forms import BaseForm
from tracker.web.shared.ids import read_number

ASKED_AGAIN = "What is asked has changed since. Look through the areas once more"
_FIELD = "area_"


class AreaNamesForm(BaseForm):
    """A field for each area that the file would add; made by make_names_form."""

    shown = HiddenField()

    def read_same(self, names: Sequence[OtherName]) -> dict[str, int]:
        """The registered areas that were chosen, by where the file names them."""
        chosen = {one.where: self[_name_field(one.where)].data for one in names}
        return {where: place_id for where, place_id in chosen.items() if place_id is not None}

    def is_about(self, names: Sequence[OtherName]) -> bool:
        """Whether the answers were given to these very questions."""
        return bool(self.shown.data == _describe(names))


def make_names_form(names: Sequence[OtherName]) -> AreaNamesForm:
    """The form with what is likely already chosen."""
    form: AreaNamesForm = _make_class(names)()
    if not form.is_submitted():
        form.shown.data = _describe(names)
    return form


def ask_again(names: Sequence[OtherName], answers: Mapping[str, int | None]) -> AreaNamesForm:
    """The form when other questions were answered: answers that are still possible stay."""
    form: AreaNamesForm = _make_class(names)(formdata=None)
    form.shown.data = _describe(names)
    for one in names:
        form[_name_field(one.where)].data = one.choose(answers)
    form.form_errors.append(ASKED_AGAIN)
    return form


def read_answers(sent: Mapping[str, str]) -> dict[str, int | None]:
    """What was answered, by where the file names it; None: it is to be added."""
    return {
        name.removeprefix(_FIELD).replace("_", " "): read_number(value)
        for name, value in sent.items()
        if name.startswith(_FIELD)
    }


def _make_class(names: Sequence[OtherName]) -> type[AreaNamesForm]:
    fields: dict[str, Any] = {}
    for one in names:
        known = [SelectChoice(place.id, place.name) for place in one.candidates]
        fields[_name_field(one.where)] = ChoiceField(
            one.name,
            noun="the area that it is, or that it is to be added",
            coerce=to_id,
            choices=[SelectChoice("", "Add it as a new area"), *known],
            default=one.likely.id if one.likely else None,
        )
    return type("FilledAreaNamesForm", (AreaNamesForm,), fields)


def _name_field(where: str) -> str:
    """Fields are named by the row or feature, which stays when the register changes."""
    return _FIELD + where.replace(" ", "_")


def _describe(names: Sequence[OtherName]) -> str:
    """A fingerprint of what is asked and of the areas to choose from."""
    asked = [(one.where, [place.id for place in one.candidates]) for one in names]
    return hashlib.sha256(repr(asked).encode()).hexdigest()
