"""Keep in the audit trail that somebody took numbers away as a file."""

from __future__ import annotations

from collections.abc import Mapping

from flask import request

from tracker.domain.audit import Act, Author
from tracker.registry.keeping import keep_act
from tracker.registry.people import Person
from tracker.web.shared.clock import now
from tracker.web.shared.identity import current_person
from tracker.web.shared.unit_of_work import writing


def keep_export(name: str, filters: Mapping[str, str], person: Person | None = None) -> None:
    """Keep who took what: its name in a sentence, and the filters of its address.

    Only what is asked for by POST can write: a file is saved by a button, not by a link. The link
    is committed before the file's first byte leaves. `person` is whose program took it; None:
    who is signed in.
    """
    by = Author(person_id=(person or current_person()).id, at=now())
    keep_act(writing(), Act.EXPORTED, by, name=name, filters=dict(filters))


def name_form(form: str) -> str:
    """What a chart's file is kept as: the script says of a drawing that it makes a PNG of it."""
    becomes_picture = form == "svg" and request.form.get("into") == "png"
    return "PNG" if becomes_picture else form.upper()
