"""The form that says what places and sources of a file stand for in the registers.

For each place there are a few likely answers to choose from, and a field to type any other place
in: all of them for each would make a page of megabytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from wtforms import BooleanField, Field, StringField
from wtforms.validators import Optional, ValidationError

from tracker.exchange.mapping import ASK, NEW_SHELTER, SKIP, Gazetteer, ImportMapping, say_place
from tracker.registry.shelters import ShelterType
from tracker.registry.sources import Source
from tracker.web.imports.outlooks import OpenPlace, Outlook
from tracker.web.shared.choices import ChoiceField, RadiosField, SelectChoice
from tracker.web.shared.forms import BaseForm

MOST_SHOWN = 200
LISTED = "all-places"
"""The id of the list of all places, which each field offers while somebody types."""


class PlacesForm(BaseForm):
    """What holds for all places that were not found; fields of places are added by make_form."""

    others = RadiosField(
        "Places that are not found, and for which nothing is chosen below",
        noun="what happens to places that are not found",
        description="A saved mapping keeps this for the next edition of the file.",
        choices=[
            SelectChoice(ASK, "Choose each; their rows are refused meanwhile"),
            SelectChoice(
                NEW_SHELTER, "Register them as new shelters, where their district is known"
            ),
            SelectChoice(SKIP, "Leave their rows out"),
        ],
        coerce=str,
    )
    shelter_type = ChoiceField(
        "Kind of the new shelters",
        noun="the kind of the new shelters",
        choices=[SelectChoice(kind.value, kind.label) for kind in ShelterType],
    )
    by_shelter = BooleanField(
        "Let the districts of new shelters report by their shelters",
        description="From the first day in the file on, unless somebody set otherwise or reported "
        "about the district as a whole on these days. Numbers of shelters count into the totals "
        "of a district only where it reports by its shelters. From that day on, what such a "
        "district reported as a whole no longer adds to the totals: people missing or present, "
        "for example. The preview names these districts, and those whose shelters do not count.",
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceRow:
    """A place of the file with its two fields: likely answers, and any other place as typed.

    `hint` says what is known of it.
    """

    place: OpenPlace
    chosen: Field
    typed: Field
    hint: str


class _PlaceField(StringField):
    """Another place than the likely ones: its path, or a name or code that only one has."""

    def __init__(self, label: str, gazetteer: Gazetteer, beside: str, **kwargs: Any) -> None:
        super().__init__(label, validators=[Optional()], **kwargs)
        self._gazetteer, self._beside = gazetteer, beside

    def pre_validate(self, form: Any) -> None:
        """Find the place that is meant; where it is found, its path is the answer."""
        typed = (self.data or "").strip()
        if not typed:
            return
        if form[self._beside].data:
            raise ValidationError("Choose one of the answers or another place, not both")
        found = self._gazetteer.find(typed)
        if not found:
            raise ValidationError(f"Choose a place from the list: “{typed}” is not registered")
        if len(found) > 1:
            raise ValidationError(
                f"Choose one of {len(found)} places called “{typed}” from the list, by its district"
            )
        self.data = say_place(found[0])


def make_form(
    outlook: Outlook, mapping: ImportMapping, gazetteer: Gazetteer, sources: Sequence[Source]
) -> PlacesForm:
    """The form about what a mapping leaves open."""
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {
        "others": mapping.other_places,
        "shelter_type": mapping.new_shelter_type.value,
        "by_shelter": mapping.report_by_shelter,
    }
    for number, place in enumerate(outlook.open_places[:MOST_SHOWN]):
        fields[f"place_{number}"] = ChoiceField(
            place.words, noun="an answer from the list", choices=_list_choices(place, gazetteer)
        )
        fields[f"typed_{number}"] = _PlaceField(
            f"Another place for {place.words}",
            gazetteer,
            f"place_{number}",
            render_kw={"list": LISTED, "autocomplete": "off"},
        )
    names = [SelectChoice(source.name, source.name) for source in sources]
    for number, source in enumerate(outlook.open_sources):
        choices = [SelectChoice("", "Choose a source"), *names]
        fields[f"source_{number}"] = ChoiceField(source, noun="a source", choices=choices)
    form_class = type("FilledPlacesForm", (PlacesForm,), fields)
    # What came to be asked since the page was sent is not answered, and no mistake.
    data |= dict.fromkeys((name for name in fields if not name.startswith("typed_")), "")
    form: PlacesForm = form_class(data=data)
    return form


def asks_about_places(outlook: Outlook, mapping: ImportMapping) -> bool:
    """Whether there is anything to decide of places that are not found; the form shows it then."""
    decided = mapping.other_places != ASK or outlook.turns_on_modes
    return bool(outlook.open_places) or decided


def list_rows(form: PlacesForm, outlook: Outlook) -> list[PlaceRow]:
    """The places of the form, each with its fields."""
    return [
        PlaceRow(
            place=place,
            chosen=form[f"place_{number}"],
            typed=form[f"typed_{number}"],
            hint=_say_known(place),
        )
        for number, place in enumerate(outlook.open_places[:MOST_SHOWN])
    ]


def _say_known(place: OpenPlace) -> str:
    if place.taken:
        return place.taken
    if place.lost:
        return f"“{place.lost}” is no one area above districts in the register."
    if not place.several:
        return ""
    if place.is_shelter and place.district_id is None:
        return (
            f"{place.several} shelters are called so, and the file does not say in which district. "
            "Choose the one that is meant."
        )
    return f"{place.several} places are called so. Choose the one that is meant."


def _list_choices(place: OpenPlace, gazetteer: Gazetteer) -> list[SelectChoice]:
    likely = [say_place(gazetteer.by_id[place_id]) for place_id in place.likely]
    same, close = likely[: place.several], likely[place.several :]
    return [
        SelectChoice("", "Choose"),
        *(SelectChoice(path, path, optgroup="Called so") for path in same),
        *(SelectChoice(path, path, optgroup="Called much the same") for path in close),
        SelectChoice(SKIP, "Leave its rows out", optgroup="Otherwise"),
        *(
            [SelectChoice(NEW_SHELTER, "Register it as a new shelter", optgroup="Otherwise")]
            if place.may_be_new
            else []
        ),
    ]


def read_form(form: PlacesForm, outlook: Outlook, mapping: ImportMapping) -> ImportMapping:
    """The mapping with what was chosen."""
    values = form.data
    places = dict(mapping.places)
    for row in list_rows(form, outlook):
        if answer := (row.typed.data or "").strip() or row.chosen.data:
            places[row.place.words] = answer
    sources = dict(mapping.sources)
    for number, source in enumerate(outlook.open_sources):
        if chosen := values[f"source_{number}"]:
            sources[source] = chosen
    mapping = replace(mapping, places=places, sources=sources)
    if not asks_about_places(outlook, mapping):
        return mapping
    return replace(
        mapping,
        other_places=form.others.data,
        new_shelter_type=ShelterType(form.shelter_type.data),
        report_by_shelter=form.by_shelter.data,
    )
