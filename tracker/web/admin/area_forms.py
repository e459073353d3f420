"""The forms of the register of areas."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, StringField
from wtforms.validators import DataRequired, InputRequired, Optional

from tracker.domain.windows import ReportingMode
from tracker.registry.places import DISTRICT, Place
from tracker.web.shared import messages
from tracker.web.shared.choices import ChoiceField, RadiosField, SelectChoice, to_id
from tracker.web.shared.formats import day as say_day
from tracker.web.shared.forms import BaseForm, DayField

MODE_LABELS = {
    ReportingMode.WHOLE: "As a whole: one report a day for the district",
    ReportingMode.BY_SHELTER: "By its shelters: one report for each, and one for what lies outside",
}

MODE_SENTENCES = {
    ReportingMode.WHOLE: "reports as a whole",
    ReportingMode.BY_SHELTER: "reports by its shelters",
}


class ChangeAreaForm(BaseForm):
    """An area's name and codes."""

    name = StringField("Name", validators=[DataRequired(messages.enter("the name of the area"))])
    p_code = StringField(
        "P-code",
        description="The code in the United Nations' lists, such as UA5902. "
        "Leave it empty where there is none.",
        validators=[Optional()],
        render_kw={"autocapitalize": "characters", "autocomplete": "off"},
    )
    national_code = StringField(
        "National code",
        description="The code in the country's own lists.",
        validators=[Optional()],
        render_kw={"autocomplete": "off"},
    )

    @property
    def values(self) -> dict[str, Any]:
        """What the register keeps."""
        return {
            "name": self.name.data or "",
            "p_code": self.p_code.data,
            "national_code": self.national_code.data,
        }


class AddAreaForm(ChangeAreaForm):
    """A new area and what it lies in."""

    parent = ChoiceField(
        "Lies in",
        noun="the area that it lies in",
        coerce=to_id,
        description="Regions lie in a country, districts in a region.",
    )
    valid_from = DayField(
        "First day",
        noun="the first day",
        description="From which day on it counts. Left empty: as long as what it lies in.",
        validators=[Optional()],
    )

    def __init__(self, areas: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.parent.choices = [SelectChoice("", "Nothing: it is a country"), *list_parents(areas)]

    @property
    def values(self) -> dict[str, Any]:
        """What the register keeps."""
        own = {"parent_id": self.parent.data, "valid_from": self.valid_from.data}
        return {**super().values, **own}


class MoveAreaForm(BaseForm):
    """What an area shall lie in."""

    parent = ChoiceField("Lies in", noun="the area that it lies in", coerce=to_id)

    def __init__(self, parents: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.parent.choices = list_parents(parents)


class RetireForm(BaseForm):
    """From which day on a place no longer counts."""

    day = DayField(
        "First day on which it no longer counts",
        noun="the first day without it",
        validators=[InputRequired(messages.enter("the first day without it"))],
    )

    @property
    def sentence(self) -> str:
        """What follows, after the place's name."""
        return f"no longer counts from {say_day(self.day.data)} on"

    @property
    def values(self) -> dict[str, Any]:
        """What the register keeps."""
        return {"day": self.day.data}


class ReportingModeForm(BaseForm):
    """How a district reports, and from which day on."""

    mode = RadiosField(
        "How the district reports",
        noun="how the district reports",
        choices=[SelectChoice(mode.value, label) for mode, label in MODE_LABELS.items()],
        coerce=ReportingMode,
    )
    since = DayField(
        "From which day on",
        description="It holds up to the next entry in the list and replaces one of the same day.",
        validators=[InputRequired(messages.enter("the day"))],
    )

    @property
    def sentence(self) -> str:
        """What follows, after the district's name."""
        return f"{MODE_SENTENCES[self.mode.data]} from {say_day(self.since.data)} on"

    @property
    def values(self) -> dict[str, Any]:
        """What the register keeps."""
        return {"mode": self.mode.data, "since": self.since.data}


class ImportAreasForm(BaseForm):
    """A file of areas, and how to read it."""

    file = FileField(
        "File",
        description="GeoJSON with boundaries, or a table saved as CSV (UTF-8). At most 16 MB.",
        validators=[FileRequired(messages.select("a file"))],
        render_kw={"accept": ".geojson,.json,.csv,.txt"},
    )
    parent = ChoiceField(
        "The areas lie in",
        noun="the area that they lie in",
        coerce=to_id,
        description="Rows of a table that name their own level or parent go by that.",
    )
    attribution = StringField(
        "Boundaries come from",
        description="Shown with every map, such as © OpenStreetMap contributors. Left empty, what "
        "the file says of itself is taken.",
        validators=[Optional()],
    )
    is_own = BooleanField(
        "We made the boundaries ourselves", description="Then they come from nobody else."
    )
    name_column = StringField("Column or property with the names", validators=[Optional()])
    p_code_column = StringField("Column or property with the P-codes", validators=[Optional()])
    national_code_column = StringField(
        "Column or property with the national codes", validators=[Optional()]
    )

    def __init__(self, areas: Iterable[Place], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.parent.choices = [SelectChoice("", "As the file says"), *list_parents(areas)]

    @property
    def has_columns(self) -> bool:
        """Whether anything was typed into the fields that are rarely needed."""
        return any(
            f.data for f in (self.name_column, self.p_code_column, self.national_code_column)
        )


def list_parents(areas: Iterable[Place]) -> list[SelectChoice]:
    """Countries and regions to choose from."""
    return [
        SelectChoice(area.id, area.full_name)
        for area in areas
        if area.level < DISTRICT and area.valid_until is None
    ]
