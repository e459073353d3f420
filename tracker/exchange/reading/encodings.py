"""How the letters of a text file are encoded, told from its bytes."""

from __future__ import annotations

import codecs
import re

from tracker.exchange.reading.cyrillic import find_cyrillic
from tracker.exchange.reading.limits import FileUnreadable

SAMPLE = 1 << 16
NO_TEXT = "Choose another file: this one holds neither a table nor text"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ENCODING_WORDS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1251": "Windows-1251",
    "koi8-r": "KOI8-R",
    "koi8-u": "KOI8-U",
    "cp866": "DOS Cyrillic (866)",
    "mac-cyrillic": "Macintosh Cyrillic",
    "cp1252": "Windows-1252",
    "latin-1": "Latin-1",
}
_HIGH_PAIR = re.compile(rb"(?=[\xa8\xaf\xb2-\xb4\xb8-\xba\xbf-\xff]{2})")
_MIXED_PAIR = re.compile(rb"(?=[A-Za-z][\xbf-\xff]|[\xbf-\xff][A-Za-z])")
_ANY_PAIR = re.compile(rb"(?=[\x80-\xff]{2})")
_ANY_MIXED_PAIR = re.compile(rb"(?=[A-Za-z][\x80-\xff]|[\x80-\xff][A-Za-z])")
_MOST_ZEROS = 0.7
_FEWEST_ZEROS = 0.05


def find_encoding(content: bytes) -> str:
    """The name of the codec that a text was written with.

    A byte order mark decides; without one zeros at every other byte are UTF-16, what is valid UTF-8
    is UTF-8. What is left has a byte for each letter: Cyrillic letters stand beside each other,
    accented Latin ones stand among plain letters. Of the Cyrillic encodings it is Windows-1251
    unless the words are clearly of another one.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    wide = _find_wide(content[:SAMPLE])
    if wide:
        return wide
    if b"\0" in content[:SAMPLE]:
        raise FileUnreadable(NO_TEXT)
    return "utf-8" if _is_utf8(content) else _find_narrow(content)


def _find_wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: in text with digits and separators one of the two bytes is often 0."""
    half = len(sample) // 2
    if not half:
        return None
    first = sample[0 : half * 2 : 2].count(0) / half
    second = sample[1 : half * 2 : 2].count(0) / half
    if second > _FEWEST_ZEROS and first < _FEWEST_ZEROS * second / _MOST_ZEROS:
        return "utf-16-le"
    if first > _FEWEST_ZEROS and second < _FEWEST_ZEROS * first / _MOST_ZEROS:
        return "utf-16-be"
    return None


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as problem:
        # Cut off in the middle of a letter; a table ends with a line end or a whole cell.
        if problem.reason == "unexpected end of data" and not content[: problem.start].isascii():
            raise FileUnreadable("Get the file anew: this copy is cut off at its end") from None
        return False
    return True


def _find_narrow(content: bytes) -> str:
    cyrillic = _count(_HIGH_PAIR, content) > _count(_MIXED_PAIR, content)
    # The letters of DOS and Macintosh are signs in Latin encodings.
    may_be = cyrillic or _count(_ANY_PAIR, content) > _count(_ANY_MIXED_PAIR, content)
    if may_be and (found := find_cyrillic(content, is_cyrillic=cyrillic)):
        return found
    try:
        content.decode("cp1252")
    except UnicodeDecodeError:
        return "latin-1"
    return "cp1252"


def _count(pattern: re.Pattern[bytes], content: bytes) -> int:
    return sum(1 for _ in pattern.finditer(content))
