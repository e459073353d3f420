"""What the queue shows: from the address, as a form."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from flask import request
from wtforms.validators import ValidationError

from tracker.domain.review import DecisionKind
from tracker.domain.urgency import Reason
from tracker.recording.queue import QueueFilter
from tracker.registry.people import Person, Role, list_people
from tracker.registry.places import Place, list_areas
from tracker.registry.sources import list_sources
from tracker.web.review.wording import REASON_LABELS
from tracker.web.shared.choices import ChoiceField, SelectChoice, to_id
from tracker.web.shared.forms import BaseForm, DayField
from tracker.web.shared.unit_of_work import reading


class Shown(StrEnum):
    """Which reports are listed: those that wait, those in a state, those the reviewer decided."""

    WAITING = "waiting"
    VERIFIED = "verified"
    DISPUTED = "disputed"
    RETURNED = "returned"
    REJECTED = "rejected"
    MINE = "mine"

    @property
    def decision(self) -> DecisionKind | None:
        """The decision that leads to the state."""
        if self in (Shown.WAITING, Shown.MINE):
            return None
        return DecisionKind(self.value)


SHOWN_LABELS = {
    Shown.WAITING: "Waiting for review",
    Shown.VERIFIED: "Verified",
    Shown.DISPUTED: "Disputed",
    Shown.RETURNED: "Returned",
    Shown.REJECTED: "Rejected",
    Shown.MINE: "Decided by me",
}


def _to_reason(value: str) -> Reason | None:
    return Reason(value) if value else None


class QueueForm(BaseForm):
    """The filters of the queue."""

    class Meta:
        csrf = False  # it only reads

    state = ChoiceField(
        "Show",
        noun="a state from the list",
        choices=[SelectChoice(shown.value, label) for shown, label in SHOWN_LABELS.items()],
        coerce=Shown,
        default=Shown.WAITING,
    )
    reason = ChoiceField(
        "Reason",
        # The page has another field of this name: the reason of a decision.
        id="why",
        noun="a reason from the list",
        choices=[
            SelectChoice("", "Any"),
            *(SelectChoice(reason.value, label) for reason, label in REASON_LABELS.items()),
        ],
        coerce=_to_reason,
    )
    area = ChoiceField("Area", noun="an area from the list", coerce=to_id)
    source = ChoiceField("Source", noun="a source from the list", coerce=to_id)
    person = ChoiceField("Reported by", noun="a person from the list", coerce=to_id)
    first = DayField("From", name="from", noun="the first day")
    last = DayField("To", name="to", noun="the last day")

    def __init__(self) -> None:
        super().__init__(formdata=request.args or None)
        session = reading()
        everywhere = ((area.id, _name_area(area)) for area in list_areas(session))
        sources = list_sources(session, include_retired=True)
        people = (one for one in list_people(session) if Role.COORDINATOR in one.roles)
        self.area.choices = _list_choices("Everywhere", everywhere)
        self.source.choices = _list_choices("Any", ((one.id, one.name) for one in sources))
        self.person.choices = _list_choices("Anybody", ((o.id, o.display_name) for o in people))

    def validate_last(self, field: DayField) -> None:
        """Refuse an end before the beginning."""
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError("Enter a last day that is not before the first")


def _list_choices(any_label: str, found: Iterable[tuple[int, str]]) -> list[SelectChoice]:
    return [SelectChoice("", any_label), *(SelectChoice(key, label) for key, label in found)]


def _name_area(area: Place) -> str:
    return "\u2003" * area.level + area.name


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What the address asks for. `address` are the filters as they stand in it."""

    shown: Shown
    filter: QueueFilter
    address: dict[str, Any]

    def narrow(self, **values: str | None) -> dict[str, Any]:
        """The filters with some of them changed."""
        return {**self.address, **values}

    @property
    def without_reason(self) -> QueueFilter:
        """The filter for whatever reason."""
        return replace(self.filter, reason=None)


_NAMES = ("state", "reason", "area", "source", "person", "from", "to")


def read_wanted(person: Person, form: QueueForm) -> Wanted:
    """What a form asks for; one with problems asks for nothing in particular."""
    if request.args and not form.validate():
        return Wanted(shown=Shown.WAITING, filter=QueueFilter(reviewer=person.id), address={})
    wanted = QueueFilter(
        reviewer=person.id,
        area=form.area.data,
        source=form.source.data,
        person=form.person.data,
        reason=form.reason.data,
        first=form.first.data,
        last=form.last.data,
    )
    address = {name: request.args[name] for name in _NAMES if request.args.get(name)}
    return Wanted(shown=form.state.data or Shown.WAITING, filter=wanted, address=address)
