"""The forms of a decision: about one report, about many, about a submission in conflict."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import request
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from tracker.domain.counts import Count
from tracker.domain.errors import InvalidField
from tracker.domain.indicators import Indicator
from tracker.domain.review import DecisionKind
from tracker.web.entry.drafts import LONGEST_REASON
from tracker.web.shared import messages
from tracker.web.shared.choices import ChoiceField, SelectChoice
from tracker.web.shared.forms import BaseForm
from tracker.web.shared.ids import read_number

_CHOOSE = "Press one of the buttons: what do you decide?"


def _to_indicator(value: Any) -> Indicator | None:
    return Indicator(value) if value else None


def read_kind() -> DecisionKind:
    """The decision whose button was pressed."""
    try:
        return DecisionKind(request.form.get("kind", ""))
    except ValueError:
        raise InvalidField("kind", _CHOOSE) from None


def make_reason_field(description: str) -> TextAreaField:
    """The reason of a decision."""
    message = f"Use at most {LONGEST_REASON:,} characters for the reason"
    return TextAreaField(
        "Reason",
        description=f"{description} At most {LONGEST_REASON:,} characters.",
        validators=[Length(max=LONGEST_REASON, message=message)],
        # Without the limit in the page: a browser cuts what is pasted, and says nothing.
        render_kw={"rows": 2, "maxlength": False},
    )


class DecisionForm(BaseForm):
    """A decision about one report; `seq` is the revision that the reviewer sees."""

    seq = HiddenField()
    reason = make_reason_field("Needed to return, reject or prefer.")
    indicator = ChoiceField(
        "Numbers to prefer", noun="a number that this report states", coerce=_to_indicator
    )

    def __init__(self, counts: Iterable[Count], seq: int) -> None:
        super().__init__(data={"seq": str(seq)})
        labels = ((c.indicator.value, c.indicator.definition.label) for c in counts)
        self.indicator.choices = [
            SelectChoice("", "all its numbers"),
            *(SelectChoice(code, label) for code, label in labels),
        ]

    def read_seq(self) -> int:
        """The revision that the reviewer saw."""
        seq = read_number(str(self.seq.data))
        if seq is None:
            raise InvalidField("seq", messages.START_AGAIN)
        return seq


class ManyForm(BaseForm):
    """One decision about many reports."""

    reason = make_reason_field("One for all; needed to return, reject or prefer.")


class SettlementForm(BaseForm):
    """What becomes of a submission in conflict."""

    reason = make_reason_field("Say why, for those who ask later.")
