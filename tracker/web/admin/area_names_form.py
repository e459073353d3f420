"""The form that asks which areas of a file are registered under another name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tracker.registry.area_files import OtherName
from tracker.web.shared.choices import ChoiceField, SelectChoice, to_id
from tracker.web.shared.forms import BaseForm


class AreaNamesForm(BaseForm):
    """A field for each area that the file would add; made by make_names_form."""

    def read_same(self, names: Sequence[OtherName]) -> dict[str, int]:
        """The registered areas that were chosen, by where the file names them."""
        chosen = {one.where: self[_field_name(at)].data for at, one in enumerate(names)}
        return {where: place_id for where, place_id in chosen.items() if place_id is not None}


def make_names_form(names: Sequence[OtherName]) -> AreaNamesForm:
    """The form with what is likely already chosen."""
    fields: dict[str, Any] = {}
    for at, one in enumerate(names):
        known = [SelectChoice(place.id, place.name) for place in one.candidates]
        fields[_field_name(at)] = ChoiceField(
            one.name,
            noun="the area that it is, or that it is to be added",
            coerce=to_id,
            choices=[SelectChoice("", "Add it as a new area"), *known],
            default=one.likely.id if one.likely else None,
        )
    form: AreaNamesForm = type("FilledAreaNamesForm", (AreaNamesForm,), fields)()
    return form


def _field_name(at: int) -> str:
    return f"area_{at}"
