"""The daily report as a form for ODK Collect and KoboCollect, by the OpenRosa protocol."""

from tracker.exchange.openrosa.codes import draw_code, write_settings
from tracker.exchange.openrosa.documents import (
    MediaFile,
    write_form_list,
    write_manifest,
    write_message,
)
from tracker.exchange.openrosa.forms import CollectForm, make_form
from tracker.exchange.openrosa.lists import ListedPlace, ListedSource, write_sources, write_units
from tracker.exchange.openrosa.questions import FORM_ID, SOURCES_FILE, UNITS_FILE
from tracker.exchange.openrosa.submissions import (
    LARGEST_XML,
    FormTooLarge,
    SentForm,
    UnreadableForm,
    read_submission,
)

__all__ = [
    "FORM_ID",
    "LARGEST_XML",
    "SOURCES_FILE",
    "UNITS_FILE",
    "CollectForm",
    "FormTooLarge",
    "ListedPlace",
    "ListedSource",
    "MediaFile",
    "SentForm",
    "UnreadableForm",
    "draw_code",
    "make_form",
    "read_submission",
    "write_form_list",
    "write_manifest",
    "write_message",
    "write_settings",
    "write_sources",
    "write_units",
]
