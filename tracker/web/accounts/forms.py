"""The forms of signing in, of tokens, and of changing one's password."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import Field, PasswordField, StringField, ValidationError
from wtforms.validators import DataRequired, EqualTo, Length

from tracker.domain.errors import InvalidField
from tracker.registry.passwords import LONGEST, SHORTEST, check_password
from tracker.registry.tokens import TokenDraft, TokenUse
from tracker.registry.wording import EMAIL_LENGTH, PERSON_LENGTH
from tracker.web.admin.assignments import AssignmentGroup
from tracker.web.shared import messages
from tracker.web.shared.choices import ChoicesField, RadiosField, SelectChoice
from tracker.web.shared.forms import BaseForm

READING, WRITING = "read", "write"


class SignInForm(BaseForm):
    """E-mail address and password."""

    email = StringField(
        "E-mail address",
        validators=[
            DataRequired(messages.enter("your e-mail address")),
            Length(max=EMAIL_LENGTH, message=messages.enter("your e-mail address")),
        ],
        render_kw={"type": "email", "autocomplete": "username", "autocapitalize": "none"},
    )
    password = PasswordField(
        "Password",
        validators=[DataRequired(messages.enter("your password"))],
        render_kw={"autocomplete": "current-password"},
    )


class FeedForm(BaseForm):
    """The name by which a person will know a feed address."""

    name = StringField(
        "Name",
        description="By which you will know it later, such as the program that reads it.",
        render_kw={"maxlength": PERSON_LENGTH},
    )


def list_place_choices(groups: Iterable[AssignmentGroup]) -> list[SelectChoice]:
    """The places of all groups, to choose from."""
    return [
        SelectChoice(option.place_id, option.label) for group in groups for option in group.options
    ]


class TokenForm(BaseForm):
    """An access token to be made: its name, and what it gives."""

    name = StringField(
        "Name",
        description="By which you will know it later, such as the program that uses it.",
        render_kw={"maxlength": PERSON_LENGTH},
    )
    access = RadiosField(
        "It may",
        noun="what it may do",
        choices=[
            SelectChoice(READING, "Read only"),
            SelectChoice(
                WRITING, "Read and write: send reports, decide, import and export as far as you may"
            ),
        ],
        default=READING,
    )
    areas = ChoicesField(
        "Only in these places",
        noun="places from the list",
        coerce=int,
        description="Leave all of them open for a token that reaches everything you may see. "
        "With a region or district goes all that lies in it.",
    )

    def __init__(self, groups: Iterable[AssignmentGroup], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.areas.choices = list_place_choices(groups)

    def draft(self, use: TokenUse) -> TokenDraft:
        """The token that is asked for."""
        return TokenDraft(
            use=use,
            name=self.name.data or "",
            may_write=self.access.data == WRITING,
            areas=tuple(self.areas.data or ()),
        )


class PhoneForm(BaseForm):
    """A phone code to be made: its name, and where it reports."""

    name = StringField(
        "Name",
        description="By which you will know it later, such as the phone that has it.",
        render_kw={"maxlength": PERSON_LENGTH},
    )
    areas = ChoicesField(
        "Only in these places",
        noun="places from the list",
        coerce=int,
        description="Leave all of them open for a phone that reports about everything assigned to "
        "you. With a region or district goes all that lies in it.",
    )

    def __init__(self, groups: Iterable[AssignmentGroup], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.areas.choices = list_place_choices(groups)

    @property
    def draft(self) -> TokenDraft:
        """The phone code that is asked for."""
        return TokenDraft(
            use=TokenUse.COLLECT,
            name=self.name.data or "",
            may_write=True,
            areas=tuple(self.areas.data or ()),
        )


class ChangePasswordForm(BaseForm):
    """The old password once, the new one twice."""

    password = PasswordField(
        "Current password",
        validators=[DataRequired(messages.enter("your current password"))],
        render_kw={"autocomplete": "current-password"},
    )
    new_password = PasswordField(
        "New password",
        description=f"At least {SHORTEST} characters. A few unrelated words are a good password.",
        validators=[DataRequired(messages.enter("a new password"))],
        render_kw={"autocomplete": "new-password", "maxlength": LONGEST},
    )
    repeated = PasswordField(
        "New password again",
        validators=[EqualTo("new_password", messages.enter("the same new password twice"))],
        render_kw={"autocomplete": "new-password", "maxlength": LONGEST},
    )

    def validate_new_password(self, field: Field) -> None:
        """Refuse passwords that are easily guessed."""
        try:
            check_password(field.data)
        except InvalidField as refusal:
            raise ValidationError(refusal.message) from None
