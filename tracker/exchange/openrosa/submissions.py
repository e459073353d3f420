"""Reading a form that was filled in: XML from anywhere, so nothing in it is trusted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from xml.etree.ElementTree import Element, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from tracker.domain.errors import Refusal
from tracker.exchange.openrosa.questions import FORM_ID, GROUPS, QUESTIONS, ROOT, Path

LARGEST_XML = 256 * 1024
"""Bytes of a form with all that can be said in it, several times over."""

DEEPEST, MOST_ELEMENTS = 8, 1_000
LONGEST_NAME = 60

META = "meta"
META_NAMES = frozenset(
    {
        "audit",
        "deprecatedID",
        "deviceID",
        "email",
        "instanceID",
        "instanceName",
        "phoneNumber",
        "simSerial",
        "subscriberID",
        "timeEnd",
        "timeStart",
        "userID",
        "username",
    }
)
"""What apps may say of themselves; only the two ids are used."""

_NAMESPACES = ("", "http://www.w3.org/2002/xforms", "http://openrosa.org/xforms")
"""Apps write answers without a namespace, or in that of the form itself."""

_UUID = "uuid:"


class UnreadableForm(Refusal):
    """What was sent is no filled-in form of ours."""


class FormTooLarge(UnreadableForm):
    """A form of more bytes than any of ours can have."""

    def __init__(self) -> None:
        super().__init__(f"The form is larger than {LARGEST_XML // 1024} kB.")


@dataclass(frozen=True, kw_only=True, slots=True)
class SentForm:
    """A form that was filled in: answers by question, without those left blank.

    `instance_id` names this filling-in for ever, `deprecated_id` the one that it corrects.
    """

    instance_id: UUID
    deprecated_id: UUID | None
    answers: Mapping[str, str]


def read_submission(xml: bytes) -> SentForm:
    """Read a submission. Raises UnreadableForm for anything that the form cannot have made."""
    root = _parse(xml)
    if _name(root) != ROOT or root.get("id") != FORM_ID:
        raise UnreadableForm("This server has no such form. Get its forms again in the app.")
    meta, answers = _sort(root)
    instance_id = _read_id(meta.get("instanceID") or root.get("instanceID"), "instanceID")
    if instance_id is None:
        raise UnreadableForm("The form has lost its instanceID. Fill it in again.")
    return SentForm(
        instance_id=instance_id,
        deprecated_id=_read_id(meta.get("deprecatedID"), "deprecatedID"),
        answers=answers,
    )


class _Builder(TreeBuilder):
    """Builds a tree that is no deeper and no larger than a form."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = self._elements = 0

    def start(self, tag: Any, attrs: Any, /) -> Any:
        self._depth += 1
        self._elements += 1
        if self._depth > DEEPEST or self._elements > MOST_ELEMENTS:
            raise UnreadableForm("The form has more parts than its questions.")
        return super().start(tag, attrs)

    def end(self, tag: Any, /) -> Any:
        self._depth -= 1
        return super().end(tag)


def _parse(xml: bytes) -> Element:
    """The tree. Document types are refused, and with them all entities, from within or without."""
    if len(xml) > LARGEST_XML:
        raise FormTooLarge
    parser = DefusedXMLParser(
        target=_Builder(), forbid_dtd=True, forbid_entities=True, forbid_external=True
    )
    try:
        parser.feed(xml)
        root: Element = parser.close()
    except DefusedXmlException:
        raise UnreadableForm("A form with a document type or entities is not read.") from None
    except (ParseError, LookupError, ValueError):
        raise UnreadableForm("The form is damaged: it is no XML.") from None
    return root


def _sort(root: Element) -> tuple[dict[str, str], dict[str, str]]:
    """What apps say of themselves, and the answers; both by name, without what is blank."""
    meta: dict[str, str] = {}
    answers: dict[str, str] = {}
    seen: set[Path] = set()
    for path, element in _walk(root, ()):
        if path in seen:
            raise UnreadableForm(f"The form has “{_shorten(path[-1])}” twice.")
        seen.add(path)
        text = (element.text or "").strip()
        if len(element):
            continue
        if path[0] == META:
            meta[path[-1]] = text
        elif text:
            if path not in QUESTIONS:
                raise UnreadableForm(f"The form answers “{path[-1]}”, which is no question.")
            answers[QUESTIONS[path]] = text
    return meta, answers


def _walk(parent: Element, above: Path) -> Iterator[tuple[Path, Element]]:
    """All elements below one, each with its path; refuses names that the form does not have."""
    for element in parent:
        path = (*above, _name(element))
        known = path in QUESTIONS or path in GROUPS or path == (META,)
        if path[0] == META and len(path) > 1:
            known = len(path) == len((META, "name")) and path[1] in META_NAMES
        if not known or (len(element) and path in QUESTIONS):
            name = _shorten(path[-1])
            raise UnreadableForm(f"The form does not have “{name}”. Get the forms anew in the app.")
        yield path, element
        yield from _walk(element, path)


def _name(element: Element) -> str:
    """The name without its namespace, as long as that is one in which apps write."""
    tag = str(element.tag)
    namespace, _, name = tag.removeprefix("{").rpartition("}")
    return name if namespace in _NAMESPACES else tag


def _shorten(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[:LONGEST_NAME] + "…"


def _read_id(text: str | None, name: str) -> UUID | None:
    if not text:
        return None
    try:
        return UUID(text.removeprefix(_UUID))
    except ValueError:
        raise UnreadableForm(f"The form's {name} is none that an app makes.") from None
