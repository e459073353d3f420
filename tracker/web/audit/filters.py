"""Which part of the audit trail the address asks for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import request
from wtforms.validators import ValidationError

from tracker.audit.trail import Wanted
from tracker.registry.people import Person
from tracker.web.audit.topics import ACTS, LABELS, Topic
from tracker.web.shared.choices import ChoiceField, SelectChoice
from tracker.web.shared.forms import BaseForm, DayField
from tracker.web.shared.operation import current_operation


class TrailForm(BaseForm):
    """Topic, person and days, in the address."""

    class Meta:
        csrf = False  # it only reads

    topic = ChoiceField("What", noun="what was done from the list", name="topic", default="")
    person = ChoiceField("Who", noun="a person from the list", name="person", default="")
    first = DayField("From", name="from", noun="the first day")
    last = DayField("To", name="to", noun="the last day")

    def __init__(self, people: Iterable[Person]) -> None:
        super().__init__(formdata=request.args)
        topics = [SelectChoice(topic.value, LABELS[topic]) for topic in Topic]
        persons = [SelectChoice(str(person.id), person.display_name) for person in people]
        self.topic.choices = [SelectChoice("", "Everything"), *topics]
        self.person.choices = [SelectChoice("", "Everybody"), *persons]

    def validate_last(self, field: DayField) -> None:
        """Refuse an end before the beginning."""
        if field.data and self.first.data and field.data < self.first.data:
            raise ValidationError("Enter a last day that is not before the first")

    @property
    def wanted(self) -> Wanted:
        """What is asked for; a form with problems counts as not filled in."""
        if not self.validate():
            return Wanted()
        topic = self.topic.data
        return Wanted(
            acts=ACTS[Topic(topic)] if topic else None,
            person_id=int(self.person.data) if self.person.data else None,
            since=_begin(self.first.data),
            until=_begin(self.last.data + timedelta(days=1)) if self.last.data else None,
        )

    @property
    def address(self) -> dict[str, Any]:
        """What stands for the filters in an address."""
        names = ("topic", "person", "from", "to")
        return {name: request.args[name] for name in names if request.args.get(name)}


def _begin(day: date | None) -> datetime | None:
    """The first moment of a day in the operation's zone."""
    if day is None:
        return None
    operation = current_operation()
    zone = ZoneInfo(operation.time_zone) if operation else UTC
    return datetime.combine(day, time(), tzinfo=zone)
