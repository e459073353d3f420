"""Which acts are asked for: from the address, within what the person may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session
from wtforms.validators import ValidationError

from tracker.domain.indicators import Indicator
from tracker.domain.published import ActKind
from tracker.recording.published import Wanted
from tracker.registry.people import Person, covered_place_ids
from tracker.registry.places import Place, list_areas, list_children, load_places
from tracker.web.corrections.sentences import KIND_LABELS
from tracker.web.dashboard.extents import load_visible_place
from tracker.web.shared import messages
from tracker.web.shared.choices import ChoiceField, SelectChoice
from tracker.web.shared.forms import BaseForm, DayField
from tracker.web.shared.ids import read_number
from tracker.web.shared.seeing import sees_all

WHOLE = "Whole operation"
ALL_MINE = "All my places"
_IN_SENTENCES = {WHOLE: "the whole operation", ALL_MINE: "all your places"}


class CorrectionsForm(BaseForm):
    """The filters, in the address."""

    class Meta:
        csrf = False  # it only reads

    place = ChoiceField("Place", noun="a place from the list", default="", validate_choice=False)
    indicator = ChoiceField(
        "Number",
        noun="a number from the list",
        default="",
        choices=[
            SelectChoice("", "All numbers"),
            *(SelectChoice(i.value, i.definition.label) for i in Indicator),
        ],
    )
    kind = ChoiceField(
        "Act",
        noun="an act from the list",
        default="",
        choices=[
            SelectChoice("", "All acts"),
            *(SelectChoice(kind.value, KIND_LABELS[kind]) for kind in ActKind),
        ],
    )
    first = DayField("Days from", name="from", noun="the first day")
    last = DayField("Days to", name="to", noun="the last day")

    def validate_last(self, field: DayField) -> None:
        """Refuse an end before the beginning."""
        if field.data and self.first.data and self.first.data > field.data:
            raise ValidationError("Enter a last day that is not before the first")


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """The filters as a form, what they mean, and the one place chosen, if any."""

    form: CorrectionsForm
    wanted: Wanted
    place: Place | None
    everything: str

    @property
    def place_name(self) -> str:
        """The place in words."""
        return self.place.name if self.place else _IN_SENTENCES[self.everything]

    @property
    def query(self) -> dict[str, str]:
        """What the address has to hold for the same filters, without those that are blank."""
        wanted = self.wanted
        values = {
            "place": str(self.place.id) if self.place else None,
            "indicator": wanted.indicator,
            "kind": wanted.kind,
            "from": wanted.first.isoformat() if wanted.first else None,
            "to": wanted.last.isoformat() if wanted.last else None,
        }
        return {name: str(value) for name, value in values.items() if value}


def read_filters(session: Session, person: Person, args: Any) -> Filters:
    """The filters that an address asks for; a place that is not the person's is not found.

    A filter that makes no sense counts as not given, and the form has its problem.
    """
    form = CorrectionsForm(formdata=args)
    place = _find_place(session, person, form.place.data)
    form.validate()
    if form.place.data and place is None:
        form.place.errors = [messages.select("a place from the list")]
    everything = WHOLE if sees_all(person) else ALL_MINE
    form.place.choices = _list_choices(session, person, everything, place)
    good = {field.name for field in form if not field.errors}
    return Filters(
        form=form,
        place=place,
        everything=everything,
        wanted=Wanted(
            place_ids=(place.id,) if place else _list_top(session, person),
            indicator=_read(Indicator, form.indicator.data, is_good="indicator" in good),
            kind=_read(ActKind, form.kind.data, is_good="kind" in good),
            first=form.first.data if "from" in good else None,
            last=form.last.data if "to" in good else None,
        ),
    )


def _read(of: Any, value: str | None, *, is_good: bool) -> Any:
    return of(value) if value and is_good else None


def _find_place(session: Session, person: Person, typed: str | None) -> Place | None:
    place_id = read_number(typed or "")
    return load_visible_place(session, person, place_id) if place_id is not None else None


def _list_top(session: Session, person: Person) -> tuple[int, ...]:
    """The places whose totals hold all that the person may see."""
    if sees_all(person):
        return tuple(place.id for place in list_children(session, None))
    return person.reports_for


def _list_choices(
    session: Session, person: Person, everything: str, chosen: Place | None
) -> list[SelectChoice]:
    places = _list_places(session, person)
    if chosen is not None and chosen.id not in {place.id for place in places}:
        places = [*places, chosen]
    return [
        SelectChoice("", everything),
        *(SelectChoice(str(place.id), place.full_name) for place in places),
    ]


def _list_places(session: Session, person: Person) -> Sequence[Place]:
    if sees_all(person):
        return list_areas(session, include_retired=True)
    return load_places(session, sorted(covered_place_ids(session, person)))
