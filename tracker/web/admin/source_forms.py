"""The form of the register of sources."""

from __future__ import annotations

from typing import Any

from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Optional

from tracker.domain.selection import Grade
from tracker.web.shared import messages
from tracker.web.shared.choices import RadiosField, SelectChoice
from tracker.web.shared.forms import BaseForm


class SourceDetailsForm(BaseForm):
    """Who says so. The grade of a source that is there has a page and a history of its own."""

    name = StringField(
        "Name",
        description="The organisation or office, such as Regional emergency headquarters.",
        validators=[DataRequired(messages.enter("the name of the source"))],
    )
    description = TextAreaField("Description", validators=[Optional()], render_kw={"rows": 3})
    url = StringField(
        "Address on the web",
        validators=[Optional()],
        render_kw={"type": "url", "inputmode": "url", "autocomplete": "off"},
    )

    @property
    def values(self) -> dict[str, Any]:
        """What the register keeps."""
        return {
            "name": self.name.data or "",
            "description": self.description.data,
            "url": self.url.data,
        }


class SourceForm(SourceDetailsForm):
    """Who says so, and how reliable they are."""

    grade = RadiosField(
        "Reliability",
        noun="how reliable the source is",
        description="Where sources disagree, the better grade counts. "
        "Earlier reports keep the grade of their day.",
        choices=[SelectChoice(grade.value, f"{grade.value}: {grade.words}") for grade in Grade],
        coerce=Grade,
    )

    @property
    def values(self) -> dict[str, Any]:
        """What the register keeps."""
        return {**super().values, "grade": self.grade.data}
