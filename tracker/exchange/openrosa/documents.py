"""The documents in which a server speaks to the apps: form list, manifest, answers to a form."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

LIST_NAMESPACE = "http://openrosa.org/xforms/xformsList"
MANIFEST_NAMESPACE = "http://openrosa.org/xforms/xformsManifest"
RESPONSE_NAMESPACE = "http://openrosa.org/http/response"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, kw_only=True, slots=True)
class MediaFile:
    """A file beside a form, with the address where it is downloaded."""

    name: str
    hash: str
    url: str


def hash_file(content: bytes) -> str:
    """The only hash that the protocol knows; it finds changes and protects nothing."""
    return "md5:" + hashlib.md5(content, usedforsecurity=False).hexdigest()


def write_form_list(forms: Iterable[dict[str, str]]) -> bytes:
    """The forms that can be downloaded, each as elements by name."""
    root = ET.Element("xforms", xmlns=LIST_NAMESPACE)
    for form in forms:
        _add(root, "xform", form)
    return _write(root)


def write_manifest(files: Iterable[MediaFile]) -> bytes:
    """The files beside a form."""
    root = ET.Element("manifest", xmlns=MANIFEST_NAMESPACE)
    for file in files:
        _add(root, "mediaFile", {"filename": file.name, "hash": file.hash, "downloadUrl": file.url})
    return _write(root)


def write_message(message: str) -> bytes:
    """What an app shows of an answer."""
    root = ET.Element("OpenRosaResponse", xmlns=RESPONSE_NAMESPACE)
    ET.SubElement(root, "message").text = _clean(message)
    return _write(root)


def _add(root: ET.Element, name: str, fields: dict[str, str]) -> None:
    element = ET.SubElement(root, name)
    for field, text in fields.items():
        ET.SubElement(element, field).text = _clean(text)


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _write(root: ET.Element) -> bytes:
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body
