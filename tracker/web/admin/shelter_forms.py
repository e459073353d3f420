"""The forms of the register of shelters."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import BooleanField, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Optional

from tracker.domain.windows import ShelterStatus
from tracker.registry.places import Place
from tracker.registry.shelter_changes import ShelterDetails
from tracker.registry.shelters import Position, Shelter, ShelterType
from tracker.web.admin.fields import MeasureField
from tracker.web.shared import messages
from tracker.web.shared.choices import ChoiceField, RadiosField, SelectChoice, to_id
from tracker.web.shared.formats import day as say_day
from tracker.web.shared.forms import BaseForm, DayField

STATUS_LABELS = {
    ShelterStatus.OPEN: "Open: people can sleep here",
    ShelterStatus.STANDBY: "Standby: prepared, not opened",
    ShelterStatus.CLOSED: "Closed: no places",
}
STATUS_WORDS = {
    ShelterStatus.OPEN: "open",
    ShelterStatus.STANDBY: "on standby",
    ShelterStatus.CLOSED: "closed",
}
STATUSES = [SelectChoice(status.value, label) for status, label in STATUS_LABELS.items()]


class ChangeShelterForm(BaseForm):
    """What the register says of a shelter."""

    name = StringField("Name", validators=[DataRequired(messages.enter("the name of the shelter"))])
    shelter_type = ChoiceField(
        "Type",
        noun="the type of shelter",
        choices=[SelectChoice(kind.value, kind.label) for kind in ShelterType],
        coerce=ShelterType,
    )
    floor_area = MeasureField(
        "Floor area in m²",
        noun="the floor area",
        example="1200 or 85.5",
        description="Where people sleep and live, without kitchens and washrooms. "
        "The Sphere Handbook asks for 3.5 m² per person.",
        validators=[Optional()],
    )
    latitude = MeasureField("Latitude", noun="the latitude", example="51.19")
    longitude = MeasureField("Longitude", noun="the longitude", example="35.27")
    do_not_publish = BooleanField(
        "Do not publish",
        description="Its name and position leave this tracker in no map, export or public page.",
    )
    national_code = StringField("Code in the country's own lists", validators=[Optional()])

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        # The validator Optional would pass over the check that neither comes without the other.
        for field in (self.latitude, self.longitude):
            field.flags.optional = True

    def validate_latitude(self, field: MeasureField) -> None:
        """Ask for the half of a position that is missing."""
        if field.data is None and self.longitude.data is not None:
            raise ValidationError("Enter the latitude too, or leave both empty")

    def validate_longitude(self, field: MeasureField) -> None:
        """As for the latitude."""
        if field.data is None and self.latitude.data is not None:
            raise ValidationError("Enter the longitude too, or leave both empty")

    @property
    def position(self) -> Position | None:
        """Both degrees; None where they are not known."""
        latitude, longitude = self.latitude.data, self.longitude.data
        if latitude is None or longitude is None:
            return None
        return Position(latitude=latitude, longitude=longitude)

    @property
    def details(self) -> ShelterDetails:
        """What the register keeps."""
        return ShelterDetails(
            name=self.name.data or "",
            shelter_type=self.shelter_type.data,
            floor_area=self.floor_area.data,
            position=self.position,
            do_not_publish=self.do_not_publish.data,
            national_code=self.national_code.data,
        )


class AddShelterForm(ChangeShelterForm):
    """A new shelter, the district it lies in, and its first status."""

    parent = ChoiceField(
        "District",
        noun="the district",
        coerce=to_id,
        validators=[DataRequired(messages.select("the district"))],
    )
    status = RadiosField(
        "Status", noun="the status", choices=STATUSES, coerce=ShelterStatus, default="open"
    )
    since = DayField(
        "From which day on",
        description="Before this day it counts as closed.",
        validators=[InputRequired(messages.enter("the day"))],
    )

    def __init__(self, districts: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        options = [SelectChoice(district.id, district.full_name) for district in districts]
        self.parent.choices = [SelectChoice("", "Choose a district"), *options]

    @property
    def values(self) -> dict[str, Any]:
        """What the register keeps, with where the shelter lies and what its first status is."""
        return {
            "parent_id": self.parent.data,
            "details": self.details,
            "status": self.status.data,
            "since": self.since.data,
        }


class StatusForm(BaseForm):
    """A shelter's status from a day on."""

    status = RadiosField("Status", noun="the status", choices=STATUSES, coerce=ShelterStatus)
    since = DayField(
        "From which day on",
        description="It holds up to the next entry in the list and replaces one of the same day.",
        validators=[InputRequired(messages.enter("the day"))],
    )

    @property
    def values(self) -> dict[str, Any]:
        """What the register keeps."""
        return {"status": self.status.data, "since": self.since.data}

    @property
    def sentence(self) -> str:
        """What follows, after the shelter's name."""
        return f"is {STATUS_WORDS[self.status.data]} from {say_day(self.since.data)} on"


class MoveShelterForm(BaseForm):
    """The other district of a shelter, and what that means for the past."""

    parent = ChoiceField(
        "District",
        noun="the district",
        coerce=to_id,
        validators=[DataRequired(messages.select("the district"))],
    )
    history = RadiosField(
        "What happened",
        noun="what happened",
        choices=[
            SelectChoice("moved", "It moved: earlier days stay in the district it was in"),
            SelectChoice("mistake", "It was registered in the wrong district: all days move along"),
        ],
        default="moved",
    )
    since = DayField(
        "First day in the new district",
        description="Only for a move. Levels are not carried over it: report the shelter anew.",
    )

    def __init__(self, districts: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        options = [SelectChoice(district.id, district.full_name) for district in districts]
        self.parent.choices = [SelectChoice("", "Choose a district"), *options]

    def validate_since(self, field: DayField) -> None:
        """A move has a day, a mistake has none."""
        if field.data is None and self.history.data == "moved":
            raise ValidationError(messages.enter("the first day in the new district"))

    @property
    def moved_since(self) -> date | None:
        """The first day in the new district; None where it had always lain there."""
        return self.since.data if self.history.data == "moved" else None

    def say_move(self, district: str, today: date) -> str:
        """What follows, after the shelter's name."""
        since = self.moved_since
        if since is None or since <= today:
            return f"now lies in {district}"
        return f"lies in {district} from {say_day(since)} on, and until then where it was"


def fill_in(shelter: Shelter) -> dict[str, Any]:
    """What a form about a shelter holds at first."""
    return {
        "name": shelter.place.name,
        "national_code": shelter.place.national_code,
        "shelter_type": shelter.shelter_type,
        "floor_area": shelter.floor_area,
        "latitude": shelter.position.latitude if shelter.position else None,
        "longitude": shelter.position.longitude if shelter.position else None,
        "do_not_publish": shelter.do_not_publish,
    }
