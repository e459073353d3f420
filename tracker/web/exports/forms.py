"""The form of an export: what, of where and when, for whom, as what kind of file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from wtforms.validators import DataRequired, ValidationError

from tracker.domain.indicators import Indicator
from tracker.exchange.exporting import Audience, Content, ExportRequest, Format, Rows
from tracker.registry.operation import Operation
from tracker.registry.sources import Source
from tracker.registry.tree import Place
from tracker.web.shared import messages
from tracker.web.shared.choices import (
    CheckboxesField,
    ChoiceField,
    RadiosField,
    SelectChoice,
    to_id,
)
from tracker.web.shared.forms import BaseForm, DayField
from tracker.web.shared.lookback import check_moment
from tracker.web.shared.moments import MomentField

WHOLE = "Whole operation"
_ROWS = {
    Rows.BOTH: "Areas and reporting units",
    Rows.AREAS: "Areas only",
    Rows.UNITS: "Reporting units only",
}
_AUDIENCES = {
    Audience.INTERNAL: "People who work on the emergency",
    Audience.PUBLIC: "The public",
}
HOW_LONG = (
    "CSV and JSON arrive as they are written. A workbook begins to download at once, and the rest "
    "of it comes after its last row: all days of a year with 30,000 reports take some two minutes."
)


class ExportForm(BaseForm):
    """What is exported. The names of its fields are those of addresses that lead to it."""

    content = RadiosField(
        "What",
        noun="what to export",
        choices=[SelectChoice(one.value, one.label) for one in Content],
        default=Content.LONG.value,
    )
    place = ChoiceField("Place", noun="a place from the list", coerce=to_id, default=None)
    first = DayField(
        "First day", name="from", noun="the first day", description="Blank: the operation's first."
    )
    last = DayField("Last day", name="to", noun="the last day", description="Blank: today.")
    rows = ChoiceField(
        "Rows",
        noun="what the rows are about",
        description="For day values. Rows of areas are sums of their units.",
        choices=[SelectChoice(one.value, words) for one, words in _ROWS.items()],
        default=Rows.BOTH.value,
    )
    indicators = CheckboxesField(
        "Numbers",
        noun="numbers from the list",
        choices=[SelectChoice(one.value, one.definition.label) for one in Indicator],
        default=[one.value for one in Indicator],
    )
    known_at = MomentField(
        "As known at", noun="the moment", description="Leave it blank for what is known now."
    )
    audience = RadiosField(
        "For whom",
        noun="whom it is for",
        description="For the public, shelters that must not be published and small numbers of "
        "people by sex and age are left out, with others from which they could be reckoned.",
        choices=[SelectChoice(one.value, words) for one, words in _AUDIENCES.items()],
        default=Audience.INTERNAL.value,
    )
    format = ChoiceField(
        "Kind of file",
        noun="a kind of file",
        description=HOW_LONG,
        choices=[SelectChoice(one.value, one.label) for one in Format],
        default=Format.XLSX.value,
    )
    bom = ChoiceField(
        "CSV begins",
        noun="how CSV begins",
        choices=[
            SelectChoice("yes", "with the mark that Excel needs to show every letter right"),
            SelectChoice("no", "without it, for programs"),
        ],
        default="yes",
    )

    def __init__(
        self, operation: Operation, places: Sequence[Place], now: datetime, **values: Any
    ) -> None:
        self.clock = operation.clock
        self.now = now
        super().__init__(**values)
        named = [SelectChoice(str(place.id), _indent(place)) for place in places]
        self.place.choices = [SelectChoice("", WHOLE), *named]

    def validate_known_at(self, field: MomentField) -> None:
        """Refuse moments that have not come, and those before the operation."""
        check_moment(field.data, self.clock, self.now)

    def validate_last(self, field: DayField) -> None:
        """Refuse an end before the beginning."""
        if field.data and self.first.data and self.first.data > field.data:
            raise ValidationError("Enter a last day that is not before the first")

    def make_request(self, smallest: int) -> ExportRequest:
        """What is asked for. Blank days are those of the operation up to the moment."""
        today = self.clock.day_of(self.known_at.data or self.now)
        chosen = set(self.indicators.data or ())
        return ExportRequest(
            content=Content(self.content.data),
            format=Format(self.format.data),
            audience=Audience(self.audience.data),
            first=self.first.data or self.clock.start,
            last=min(self.last.data or today, today),
            made_at=self.now,
            place_id=self.place.data,
            indicators=tuple(one for one in Indicator if one.value in chosen),
            rows=Rows(self.rows.data),
            known_at=self.known_at.data,
            smallest=smallest,
        )


class BlankForm(BaseForm):
    """A workbook to be filled in without a network."""

    district = ChoiceField("District", noun="a district", coerce=to_id)
    first = DayField(
        "First day",
        name="from",
        noun="the first day",
        validators=[DataRequired(messages.enter("the first day"))],
    )
    last = DayField(
        "Last day",
        name="to",
        noun="the last day",
        validators=[DataRequired(messages.enter("the last day"))],
    )
    source = ChoiceField(
        "Source",
        noun="a source from the list",
        coerce=to_id,
        description="Who says so, on every row. Blank: whoever fills it in chooses.",
    )

    def __init__(self, districts: Sequence[Place], sources: Sequence[Source]) -> None:
        super().__init__()
        self.district.choices = [
            SelectChoice("", "Choose a district"),
            *(SelectChoice(str(place.id), place.full_name) for place in districts),
        ]
        named = [SelectChoice(str(source.id), source.name) for source in sources]
        self.source.choices = [SelectChoice("", "Chosen on each row"), *named]

    def validate_district(self, field: ChoiceField) -> None:
        """Ask for a district where none was chosen."""
        if field.data is None:
            raise ValidationError(messages.select("a district"))


def _indent(place: Place) -> str:
    """The name, set in by its level, as lists without trees show it."""
    return "\N{NO-BREAK SPACE}" * (2 * place.level) + place.name
