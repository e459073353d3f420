"""The forms of the register of people."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from wtforms import BooleanField, StringField
from wtforms.validators import DataRequired

from tracker.registry.people import Person, Role
from tracker.registry.sources import Source
from tracker.web.admin.assignments import AssignmentGroup
from tracker.web.shared import messages
from tracker.web.shared.choices import (
    CheckboxesField,
    ChoiceField,
    ChoicesField,
    SelectChoice,
    to_id,
)
from tracker.web.shared.forms import BaseForm

ROLE_LABELS = {
    Role.COORDINATOR: "Coordinator: reports for the places assigned below",
    Role.REVIEWER: "Reviewer: settles rival claims, verifies and returns reports",
    Role.OFFICIAL: "Official: sees all totals",
    Role.ADMINISTRATOR: "Administrator: keeps these registers",
}


class PersonForm(BaseForm):
    """A person's account, roles, and the places they report for."""

    display_name = StringField(
        "Name", validators=[DataRequired(messages.enter("the person's name"))]
    )
    email = StringField(
        "E-mail address",
        description="What the person signs in with.",
        validators=[DataRequired(messages.enter("the e-mail address"))],
        render_kw={"type": "email", "autocomplete": "off", "autocapitalize": "none"},
    )
    roles = CheckboxesField(
        "Roles",
        noun="roles from the list",
        choices=[SelectChoice(role.value, label) for role, label in ROLE_LABELS.items()],
        coerce=Role,
        validators=[DataRequired(messages.select("at least one role"))],
    )
    source = ChoiceField(
        "Own source",
        noun="the source",
        coerce=to_id,
        description="In whose name the person reports, unless they choose another.",
    )
    assigned = ChoicesField(
        "Reports for",
        noun="places from the list",
        coerce=int,
        description="With a region or district goes all that lies in it. Only coordinators report.",
    )
    reviewed = ChoicesField(
        "Reviews only",
        noun="places from the list",
        coerce=int,
        description="Leave all of them open for a reviewer who may review everything. "
        "With a region or district goes all that lies in it.",
    )

    def __init__(
        self, sources: Iterable[Source], groups: Iterable[AssignmentGroup], **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.source.choices = [
            SelectChoice("", "None"),
            *(SelectChoice(source.id, source.name) for source in sources),
        ]
        self.assigned.choices = self.reviewed.choices = [
            SelectChoice(option.place_id, option.label)
            for group in groups
            for option in group.options
        ]

    @property
    def account(self) -> dict[str, Any]:
        """What the register keeps of the account itself."""
        return {
            "email": self.email.data or "",
            "display_name": self.display_name.data or "",
            "source_id": self.source.data,
        }


class ChangePersonForm(PersonForm):
    """As for a new person, and whether the account may be used."""

    active = BooleanField(
        "The account may be used",
        description="Without this the person cannot sign in and is signed out everywhere. "
        "What they reported stays.",
    )


def fill_in(person: Person, reviewed: Collection[int]) -> dict[str, Any]:
    """What a form about a person holds at first."""
    return {
        "display_name": person.display_name,
        "email": person.email,
        "roles": list(person.roles),
        "source": person.source_id,
        "assigned": list(person.assigned),
        "reviewed": list(reviewed),
        "active": person.active,
    }
