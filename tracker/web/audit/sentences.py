"""What was done, in sentences: "Anna made Pavel a coordinator and reviewer"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from tracker.audit.trail import SHORT, Link, ReportAct
from tracker.domain.audit import Act
from tracker.web.shared.formats import day as write_day

NOBODY = "A command"
STRANGER = "Somebody"

_PLAIN: Mapping[Act, str] = {
    Act.CHAIN_BEGUN: "The audit trail began",
    Act.CONFLICT: "{who} sent a form again with other numbers; both were kept",
    Act.SETTLEMENT: "{who} settled a form that was sent twice with other numbers",
    Act.RULING: "{who} ruled what a source's numbers about a unit are",
    Act.GRADE: "{who} gave a source another grade",
    Act.SIGNED_IN: "{name} signed in",
    Act.SIGNED_OUT: "{name} signed out",
    Act.PASSWORD_CHANGED: "{name} changed their own password",
    Act.PASSWORD_SET: "{who} gave {name} a new password",
    Act.FEED_MADE: "{name} made an address at which programs read a feed",
    Act.FEED_REVOKED: "{name} revoked the address of a feed",
    Act.TOKEN_MADE: "{name} made a token by which programs come in",
    Act.TOKEN_REVOKED: "{name} revoked a token by which programs come in",
    Act.PERSON_ADDED: "{who} made an account for {name}",
    Act.PERSON_CHANGED: "{who} changed the account of {name}",
    Act.ASSIGNMENTS_CHANGED: "{who} changed what {name} reports for",
    Act.OPERATION_SET_UP: "{who} set the operation up",
    Act.SETTINGS_CHANGED: "{who} changed the settings",
    Act.AREA_ADDED: "{who} added the area {name}",
    Act.AREA_CHANGED: "{who} changed the area {name}",
    Act.AREA_MOVED: "{who} moved the area {name}",
    Act.AREAS_IMPORTED: "{who} took in areas from the file {name}",
    Act.REPORTING_MODE_SET: "{who} set how {name} reports",
    Act.SHELTER_ADDED: "{who} added the shelter {name}",
    Act.SHELTER_CHANGED: "{who} changed the shelter {name}",
    Act.SHELTER_MOVED: "{who} moved the shelter {name}",
    Act.SHELTER_STATUS_SET: "{who} set the status of the shelter {name}",
    Act.PLACE_RETIRED: "{who} retired {name}",
    Act.PLACE_RESTORED: "{who} brought {name} back",
    Act.SOURCE_ADDED: "{who} added the source {name}",
    Act.SOURCE_CHANGED: "{who} changed the source {name}",
    Act.SOURCE_RETIRED: "{who} retired the source {name}",
    Act.SOURCE_RESTORED: "{who} brought the source {name} back",
    Act.EXPORTED: "{who} exported {name}",
    Act.IMPORTED: "{who} imported {name}",
    Act.IMPORT_UNDONE: "{who} undid import {name}",
    Act.IMPORT_STOPPED: "{who} stopped {name}, and nothing of it was kept",
    Act.MAPPING_SAVED: "{who} saved the mapping {name}",
    Act.MAPPING_UPLOADED: "{who} added the mapping {name} from a file",
    Act.MAPPING_RENAMED: "{who} renamed the mapping {name}",
    Act.MAPPING_DELETED: "{who} deleted the mapping {name}",
    Act.TOTALS_REBUILT: "{who} made the totals anew",
}

_DAYS = ("First day", "Retired from")
_WAY = "Reports from"
_FROM_DAYS = (_WAY, "Status from")
_WHOLE = "whole"
_WAYS = {_WHOLE: "as a whole", "by shelter": "by its shelters"}
"""How a district reports; where nothing is said of it any more, as a whole."""

_ON_REPORT = {
    "original": "sent",
    "correction": "corrected",
    "withdrawal": "withdrew",
    "verified": "verified",
    "disputed": "marked as disputed",
    "returned": "returned",
    "rejected": "rejected",
    "preferred": "preferred",
}


def describe_act(link: Link) -> str:
    """The act in a sentence without its full stop."""
    who = link.person_name or (NOBODY if link.person_id is None else f"Person {link.person_id}")
    if link.about is not None:
        return _describe_on_report(who, link.about)
    name = link.details.get("name") or "something"
    match link.act:
        case Act.ROLES_CHANGED:
            return _describe_roles(who, name, link.details.get("changes", {}))
        case Act.SIGN_IN_FAILED:
            return _describe_failure(link)
        case Act.REVISION | Act.DECISION:
            return f"{who} acted on a report that is no longer stored"
    return _PLAIN[link.act].format(who=who, name=name)


def list_changes(link: Link) -> list[str]:
    """What was changed, from and to, in words."""
    changes: Mapping[str, Sequence[Any]] = link.details.get("changes", {})
    told = [f"{_say_label(label)}: {_say_pair(label, *pair)}" for label, pair in changes.items()]
    if not changes and "changes" in link.details:
        told.append("Nothing became another value")
    if content := link.details.get("content"):
        told.append(f"Fingerprint of its content: {_say_fingerprints(link, content)}")
    return told


def _say_fingerprints(link: Link, content: str) -> str:
    before = link.details.get("content_before")
    return f"{before[:SHORT]} → {content[:SHORT]}" if before else content[:SHORT]


def _describe_on_report(who: str, about: ReportAct) -> str:
    verb = _ON_REPORT.get(about.kind, about.kind)
    return f"{who} {verb} report {about.report_id} about {about.place_name}, {write_day(about.day)}"


def _describe_roles(who: str, name: str, changes: Mapping[str, Sequence[Any]]) -> str:
    roles = next((list(new or ()) for _, new in changes.values()), [])
    if not roles:
        return f"{who} took all roles from {name}"
    article = "an" if roles[0][0] in "ao" else "a"
    return f"{who} made {name} {article} {' and '.join(roles)}"


def _describe_failure(link: Link) -> str:
    if link.subject_id is not None:
        return f"{STRANGER} tried a wrong password for the account of {link.details.get('name')}"
    address = link.details.get("address", "")
    return f"{STRANGER} tried an address that has no account (known as {address})"


def _say_label(label: str) -> str:
    """A label, with a day at its end as on other pages."""
    words, _, last = label.rpartition(" ")
    return f"{words} {_say_day(last)}" if words in _FROM_DAYS else label


def _say_pair(label: str, old: Any, new: Any) -> str:
    if label in _DAYS:
        return _say_change(*(day and _say_day(day) for day in (old, new)))
    if label.startswith(_WAY):
        old, new = (_WAYS.get(way, way) for way in (old, new or _WHOLE))
    return _say_change(old, new)


def _say_day(said: str) -> str:
    """`8 Aug 2024`; what is no day as it was kept."""
    try:
        return write_day(date.fromisoformat(said))
    except ValueError:
        return said


def _say_change(old: Any, new: Any) -> str:
    if old is None or old == []:
        return _say(new)
    return f"{_say(old)} → {_say(new)}"


def _say(value: Any) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case list():
            return ", ".join(map(str, value)) or "none"
    return str(value)
