"""The form with which a reviewer rules what a source's series in a unit is."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import TextAreaField
from wtforms.validators import DataRequired, InputRequired

from tracker.domain.rulings import RulingKind
from tracker.recording.rulings import StatedSeries
from tracker.web.shared import messages
from tracker.web.shared.choices import ChoiceField, RadiosField
from tracker.web.shared.forms import BaseForm

KIND_WORDS = {
    RulingKind.RIVAL: "A rival: it says the same thing as the others, and may say it better",
    RulingKind.DIFFERENT: "A different thing under the same name: it stays beside the totals",
}


class RulingForm(BaseForm):
    """What one source counts under a name that others use as well."""

    source = ChoiceField(
        "Source", noun="a source", validators=[InputRequired(messages.select("a source"))]
    )
    kind = RadiosField(
        "What its numbers are",
        noun="what the numbers are",
        choices={kind.value: words for kind, words in KIND_WORDS.items()},
        validators=[InputRequired(messages.select("what the numbers are"))],
    )
    reason = TextAreaField(
        "Reason",
        description="It holds for all days of this source, this number and this unit, until "
        "somebody rules otherwise.",
        validators=[DataRequired(messages.enter("the reason for the ruling"))],
        render_kw={"rows": 3},
    )

    def __init__(self, series: Sequence[StatedSeries]) -> None:
        super().__init__()
        self.source.choices = {str(one.source_id): one.source_name for one in series}
