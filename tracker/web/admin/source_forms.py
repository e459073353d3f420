"""The form of the register of sources."""

from __future__ import annotations

from typing import Any

from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Optional

from tracker.domain.selection import Grade
from tracker.web.admin.fields import RadiosField, SelectChoice
from tracker.web.shared import messages
from tracker.web.shared.forms import BaseForm

GRADE_WORDS = {
    Grade.A: "completely reliable",
    Grade.B: "usually reliable",
    Grade.C: "fairly reliable",
    Grade.D: "not usually reliable",
    Grade.E: "unreliable",
    Grade.F: "cannot be judged",
}


class SourceForm(BaseForm):
    """Who says so, and how reliable they are."""

    name = StringField(
        "Name",
        description="The organisation or office, such as Regional emergency headquarters.",
        validators=[DataRequired(messages.enter("the name of the source"))],
    )
    grade = RadiosField(
        "Reliability",
        noun="how reliable the source is",
        description="Where sources disagree, the better grade counts. "
        "Earlier reports keep the grade of their day.",
        choices=[
            SelectChoice(grade.value, f"{grade.value}: {words}")
            for grade, words in GRADE_WORDS.items()
        ],
        coerce=Grade,
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
            "grade": self.grade.data,
            "description": self.description.data,
            "url": self.url.data,
        }
