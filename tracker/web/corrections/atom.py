"""The corrections as an Atom feed (RFC 4287)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

from tracker.recording.published import ToldAct
from tracker.web.corrections.sentences import KIND_LABELS, describe_act, name_act

MIMETYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """What a feed says of itself. `own_url` is where it is read, `page_url` the page it is about.

    `host` and `began` make ids that stay: who names things, and a day on which it did so already.
    `empty_since` is the moment of a feed without entries.
    """

    title: str
    author: str
    own_url: str
    page_url: str
    host: str
    began: date
    filters: str
    empty_since: datetime


def write_feed(feed: Feed, acts: Sequence[ToldAct], link_act: Callable[[ToldAct], str]) -> bytes:
    """The feed, newest act first; `link_act` gives the absolute address of an act's page."""
    ET.register_namespace("", NAMESPACE)
    root = ET.Element(_name("feed"), {"{http://www.w3.org/XML/1998/namespace}lang": "en-GB"})
    _add(root, "title", feed.title)
    _add(root, "id", _make_id(feed, f"corrections?{feed.filters}"))
    _add(root, "updated", say_moment(acts[0].recorded_at if acts else feed.empty_since))
    _add(_add(root, "author"), "name", feed.author)
    _link(root, "self", feed.own_url, MIMETYPE)
    _link(root, "alternate", feed.page_url, "text/html")
    for act in acts:
        _add_entry(root, feed, act, link_act(act))
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _add_entry(root: ET.Element, feed: Feed, act: ToldAct, url: str) -> None:
    entry = _add(root, "entry")
    sentences = describe_act(act)
    _add(entry, "title", f"{name_act(act)}: {sentences[-1]}" if sentences else name_act(act))
    _add(entry, "id", _make_id(feed, f"published-act/{act.act_id}"))
    _add(entry, "updated", say_moment(act.recorded_at))
    _add(_add(entry, "author"), "name", act.person_name)
    _link(entry, "alternate", url, "text/html")
    label = KIND_LABELS[act.kind]
    _add(entry, "category").attrib.update(term=act.kind.value, label=label)
    reason = [f"Reason: {act.reason}"] if act.reason else []
    _add(entry, "content", "\n".join([*sentences, *reason])).set("type", "text")


def say_moment(moment: datetime) -> str:
    """A moment as RFC 3339 has it."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _make_id(feed: Feed, specific: str) -> str:
    """An id that stays whatever the address: a tag URI (RFC 4151)."""
    return f"tag:{feed.host},{feed.began.isoformat()}:{specific}"


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"


def _add(parent: ET.Element, tag: str, text: str | None = None) -> ET.Element:
    element = ET.SubElement(parent, _name(tag))
    if text is not None:
        element.text = _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)
    return element


def _link(parent: ET.Element, relation: str, url: str, mimetype: str) -> None:
    _add(parent, "link").attrib.update(rel=relation, href=url, type=mimetype)
