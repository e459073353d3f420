"""The plain forms of imports: a file, what is recorded of it, and why it is undone."""

from __future__ import annotations

from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from tracker.exchange.detecting import MOST_HEAD_ROWS
from tracker.web.shared import messages
from tracker.web.shared.choices import ChoiceField
from tracker.web.shared.forms import BaseForm, SubmissionIdField

EDITION_LENGTH = 200
NAME_LENGTH = 100


class UploadForm(BaseForm):
    """A file, and perhaps a mapping that fits it."""

    file = FileField(
        "File",
        description="XLSX, XLS, ODS, CSV, TSV or JSON, or a ZIP with one of them.",
        validators=[FileRequired(messages.select("a file"))],
    )
    mapping = ChoiceField(
        "Mapping", noun="a mapping", description="What the columns of such files mean."
    )


class SheetForm(BaseForm):
    """Where the table stands in the file."""

    sheet = ChoiceField("Sheet", noun="a sheet")
    head_row = IntegerField(
        "Row with the names of the columns",
        description="0 where there is none.",
        validators=[
            Optional(),
            NumberRange(0, 60, messages.enter("the row as a number from 0 to 60")),
        ],
    )
    head_rows = IntegerField(
        "How many rows they take",
        description="2 where names of groups stand above those of the columns, such as “Killed” "
        "above “total” and “new”. Left empty, it is found.",
        validators=[
            Optional(),
            NumberRange(
                1,
                MOST_HEAD_ROWS,
                messages.enter(f"the number of rows, from 1 to {MOST_HEAD_ROWS}"),
            ),
        ],
    )


class RecordForm(BaseForm):
    """The last step: what to call it, and the signature of the mapping that it was shown by."""

    submission_id = SubmissionIdField()
    shown = HiddenField()
    edition = StringField(
        "Edition",
        description="Which state of the file this is, such as “as of 12 August”. Corrections give "
        "it as their reason.",
        validators=[Optional(), Length(max=EDITION_LENGTH)],
    )
    mapping_name = StringField(
        "Save the mapping as",
        description="To import the next edition with it. Leave it empty to forget it.",
        validators=[Optional(), Length(max=NAME_LENGTH)],
    )


class RenameForm(BaseForm):
    """What a mapping is called."""

    mapping_name = StringField(
        "Name",
        validators=[
            DataRequired(messages.enter("the name of the mapping")),
            Length(max=NAME_LENGTH),
        ],
    )


class MappingFileForm(RenameForm):
    """A mapping that somebody shared as a file."""

    mapping = FileField(
        "Mapping",
        description="A file that was saved here or from an import, ending in .toml.",
        validators=[FileRequired(messages.select("the file of a mapping"))],
    )


class UndoForm(BaseForm):
    """Why an import is undone."""

    reason = TextAreaField(
        "Reason",
        validators=[DataRequired(messages.enter("the reason for undoing"))],
        render_kw={"rows": 3},
    )
