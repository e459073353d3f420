"""The form as apps download it: an XForm, made by pyxform."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from tracker.exchange.openrosa.documents import hash_file
from tracker.exchange.openrosa.questions import ROOT
from tracker.exchange.openrosa.workbook import describe_workbook

VERSION_LENGTH = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class CollectForm:
    """An XForm in UTF-8. `version` follows from what it asks, `hash` from its bytes."""

    title: str
    version: str
    xml: bytes
    hash: str


@lru_cache(maxsize=4)
def make_form(operation: str, start: date, household_size: float) -> CollectForm:
    """The form of an operation, by its name, its first day and its usual people per household.

    It holds neither units nor sources, so that apps download it again only when it asks something
    else. The same questions always make the same bytes.
    """
    # A second and 27 MB that only phones need.
    from pyxform.xls2xform import convert  # noqa: PLC0415

    version = _name_version(describe_workbook(operation, start, household_size, ""))
    workbook = describe_workbook(operation, start, household_size, version)
    xml: bytes = convert(workbook, form_name=ROOT, validate=False).xform.encode()
    title = workbook["settings"][0]["form_title"]
    return CollectForm(title=title, version=version, xml=xml, hash=hash_file(xml))


def _name_version(workbook: dict[str, Any]) -> str:
    text = json.dumps(workbook, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:VERSION_LENGTH]
