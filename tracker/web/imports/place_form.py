"""The form that says what places and sources of a file stand for in the registers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from wtforms import BooleanField

from tracker.exchange.mapping import NEW_SHELTER, SKIP, Gazetteer, ImportMapping, say_place
from tracker.registry.shelters import ShelterType
from tracker.registry.sources import Source
from tracker.web.imports.outlooks import OpenPlace, Outlook
from tracker.web.shared.choices import ChoiceField, RadiosField, SelectChoice
from tracker.web.shared.forms import BaseForm

MOST_SHOWN = 200
ONE_BY_ONE, ALL_NEW, ALL_SKIPPED = "", NEW_SHELTER, SKIP


class PlacesForm(BaseForm):
    """What holds for all places that were not found; fields of places are added by make_form."""

    others = RadiosField(
        "Places that are not found, and for which nothing is chosen below",
        noun="what happens to places that are not found",
        choices=[
            SelectChoice(ONE_BY_ONE, "Choose each; their rows are refused meanwhile"),
            SelectChoice(ALL_NEW, "Register them as new shelters, where their district is known"),
            SelectChoice(ALL_SKIPPED, "Leave their rows out"),
        ],
        coerce=str,
        default=ONE_BY_ONE,
    )
    shelter_type = ChoiceField(
        "Kind of the new shelters",
        noun="the kind of the new shelters",
        choices=[SelectChoice(kind.value, kind.label) for kind in ShelterType],
    )
    by_shelter = BooleanField(
        "Let the districts of new shelters report by their shelters",
        description="From the first day in the file on. Numbers of shelters count into the totals "
        "of a district only where it reports by its shelters. From that day on, what such a "
        "district reported as a whole no longer adds to the totals: people missing or present, "
        "for example. The preview names these districts.",
    )


def make_form(
    outlook: Outlook, mapping: ImportMapping, gazetteer: Gazetteer, sources: Sequence[Source]
) -> PlacesForm:
    """The form about what a mapping leaves open."""
    fields: dict[str, Any] = {}
    paths = [SelectChoice(say_place(place), say_place(place)) for place in gazetteer.by_id.values()]
    for number, place in enumerate(outlook.open_places[:MOST_SHOWN]):
        choices = _list_choices(place, gazetteer, paths)
        fields[f"place_{number}"] = ChoiceField(
            place.words,
            noun="a place from the list",
            description=place.taken or "",
            choices=choices,
        )
    names = [SelectChoice(source.name, source.name) for source in sources]
    for number, source in enumerate(outlook.open_sources):
        choices = [SelectChoice("", "Choose a source"), *names]
        fields[f"source_{number}"] = ChoiceField(source, noun="a source", choices=choices)
    form_class = type("FilledPlacesForm", (PlacesForm,), fields)
    data = {
        "shelter_type": mapping.new_shelter_type.value,
        "by_shelter": mapping.report_by_shelter,
    }
    form: PlacesForm = form_class(data=data)
    return form


def _list_choices(
    place: OpenPlace, gazetteer: Gazetteer, paths: Sequence[SelectChoice]
) -> list[SelectChoice]:
    likely = [say_place(gazetteer.by_id[place_id]) for place_id in place.likely]
    return [
        SelectChoice("", "Choose a place"),
        *(SelectChoice(path, path, optgroup="Called much the same") for path in likely),
        SelectChoice(SKIP, "Leave its rows out", optgroup="Otherwise"),
        *(
            [SelectChoice(NEW_SHELTER, "Register it as a new shelter", optgroup="Otherwise")]
            if place.may_be_new
            else []
        ),
        *(
            SelectChoice(path.value, path.label, optgroup="All places")
            for path in paths
            if path.value not in likely
        ),
    ]


def read_form(form: PlacesForm, outlook: Outlook, mapping: ImportMapping) -> ImportMapping:
    """The mapping with what was chosen."""
    values = form.data
    places = dict(mapping.places)
    for number, place in enumerate(outlook.open_places):
        chosen = values.get(f"place_{number}") or ""
        if not chosen and form.others.data == ALL_SKIPPED:
            chosen = SKIP
        if not chosen and form.others.data == ALL_NEW and place.may_be_new:
            chosen = NEW_SHELTER
        if chosen:
            places[place.words] = chosen
    sources = dict(mapping.sources)
    for number, source in enumerate(outlook.open_sources):
        if chosen := values[f"source_{number}"]:
            sources[source] = chosen
    return replace(
        mapping,
        places=places,
        sources=sources,
        new_shelter_type=ShelterType(form.shelter_type.data),
        report_by_shelter=form.by_shelter.data,
    )
