"""Mappings as small TOML files that people can read, change and share."""

from __future__ import annotations

import codecs
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tracker.domain.errors import InvalidField
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import MOST_HEAD_ROWS, DayOrder, Layout, Point
from tracker.exchange.mapping.mappings import ASK, NEW_SHELTER, SKIP, Constants, ImportMapping
from tracker.exchange.meanings import Meaning, Measure, read_meaning, read_measure
from tracker.registry.operation import list_time_zones
from tracker.registry.shelters import ShelterType

NO_TEXT = (
    "Choose the file of a mapping: this is no text in UTF-8, as those are that were saved here"
)

_DEEPEST = 8
"""Dots in one key: a mapping's own have one at most, and each costs as much as all before it."""

_TABLES = ("columns", "words", "constants", "points", "only", "places", "sources")
_KINDS = {
    str: "a text in quotes",
    int: "a whole number",
    bool: "true or false",
    dict: "a table of its own",
    list: "a list of texts",
}

_QUOTED = re.compile(r'"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"' + r"|'''[\s\S]*?'''|'[^'\n]*'|#[^\n]*")
_OUTSIDE_KEYS = re.compile(r"[^\w\-. \t]+")


class MappingUnreadable(InvalidField):
    """A file that is no mapping, with the line or key that is wrong."""

    def __init__(self, message: str) -> None:
        super().__init__("mapping", message)


def write_mapping(mapping: ImportMapping) -> str:
    """The mapping as TOML; what is as usual is left out."""
    usual = ImportMapping()
    lines = ["# How the rows of a file become counts. Read docs/importing.md before changing it."]
    for key, value in _list_plain(mapping):
        if value is not None and value != getattr(usual, key, None):
            lines.append(f"{key} = {_write(value)}")
    lines += _write_table("columns", _say_all(mapping.columns))
    lines += _write_table("words", _say_all(mapping.words))
    lines += _write_table("constants", dict(_list_constants(mapping.constants)))
    lines += _write_table("points", mapping.points)
    lines += _write_table("only", {name: list(kept) for name, kept in mapping.only.items()})
    lines += _write_table("places", mapping.places)
    lines += _write_table("sources", mapping.sources)
    return "\n".join(lines) + "\n"


def decode_mapping(content: bytes, *, whole: bool = True) -> str:
    """The text of a mapping's file; not `whole`: its end may be cut off. Raises MappingUnreadable.

    >>> decode_mapping(b"add_rows = true")
    'add_rows = true'
    """
    try:
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(content, final=whole)
    except UnicodeDecodeError:
        raise MappingUnreadable(NO_TEXT) from None
    if "\0" in text:
        raise MappingUnreadable(NO_TEXT)
    return text


def read_mapping(text: str) -> ImportMapping:
    """The mapping in a TOML file. Raises MappingUnreadable."""
    if _find_deepest(text) > _DEEPEST:
        raise MappingUnreadable("Mend the mapping: a key of it has far too many dots")
    try:
        found = tomllib.loads(text)
    except RecursionError:
        raise MappingUnreadable("Mend the mapping: lists stand in each other too deep") from None
    except ValueError as problem:
        # Beside what is no TOML: numbers of more digits than Python takes.
        raise MappingUnreadable(f"Mend the mapping: {problem}") from None
    known = set(ImportMapping.__dataclass_fields__)
    if unknown := sorted(set(found) - known):
        raise MappingUnreadable(f"Mend the mapping: there is nothing called {unknown[0]}")
    try:
        return _make_mapping(found)
    except (TypeError, ValueError) as problem:
        raise MappingUnreadable(f"Mend the mapping: {problem}") from None


def _find_deepest(text: str) -> int:
    """The most dots that stand in one key, or in anything else outside of quotes."""
    bare = _QUOTED.sub("x", text)
    return max(piece.count(".") for piece in _OUTSIDE_KEYS.split(bare))


def _list_plain(mapping: ImportMapping) -> Iterator[tuple[str, Any]]:
    for key in (
        "layout",
        "sheet",
        "head_row",
        "head_rows",
        "order",
        "year",
        "zone",
        "thousands",
        "skip_totals",
        "add_rows",
    ):
        yield key, getattr(mapping, key)
    yield "add_columns", mapping.add_columns
    yield "add_parts", mapping.add_parts
    yield "surely_new", tuple(mapping.surely_new)
    yield "other_places", mapping.other_places
    yield "new_shelter_type", mapping.new_shelter_type
    yield "report_by_shelter", mapping.report_by_shelter


def _list_constants(constants: Constants) -> Iterator[tuple[str, str]]:
    for key in ("area", "shelter", "day", "source"):
        if value := getattr(constants, key):
            yield key, value
    if constants.indicator:
        yield "indicator", constants.indicator.words


def _say_all(meanings: Mapping[str, Meaning]) -> dict[str, str]:
    return {name: meaning.words for name, meaning in meanings.items()}


def _write_table(name: str, values: Mapping[str, Any]) -> list[str]:
    if not values:
        return []
    return ["", f"[{name}]", *(f"{_write(key)} = {_write(value)}" for key, value in values.items())]


def _write(value: Any) -> str:
    # JSON's strings, numbers, truth values and lists of strings are TOML's as well, but for DEL.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _make_mapping(found: Mapping[str, Any]) -> ImportMapping:
    plain = {
        key: _require(found[key], kind, key)
        for key, kind in (
            ("sheet", str),
            ("head_row", int),
            ("year", int),
            ("head_rows", int),
            ("zone", str),
            ("thousands", bool),
            ("skip_totals", bool),
            ("add_rows", bool),
            ("add_columns", bool),
            ("add_parts", bool),
            ("report_by_shelter", bool),
        )
        if key in found
    }
    if not 1 <= plain.get("head_rows", 1) <= MOST_HEAD_ROWS:
        raise ValueError(f"write head_rows as a number from 1 to {MOST_HEAD_ROWS}")
    if plain.get("zone") and plain["zone"] not in list_time_zones():
        raise ValueError("zone is no time zone, such as “Europe/Moscow”")
    tables = {key: _require(found.get(key, {}), dict, key) for key in _TABLES}
    return ImportMapping(
        layout=Layout(_choose(found, "layout", Layout, Layout.COLUMNS)),
        order=DayOrder(_choose(found, "order", DayOrder)) if "order" in found else None,
        other_places=_choose(found, "other_places", (ASK, SKIP, NEW_SHELTER), ASK),
        new_shelter_type=ShelterType(
            _choose(found, "new_shelter_type", ShelterType, ShelterType.OTHER)
        ),
        columns=_read_meanings(tables["columns"]),
        words=_read_meanings(tables["words"]),
        constants=_read_constants(tables["constants"]),
        points={k: Point(_choose(tables["points"], k, Point)) for k in tables["points"]},
        only={k: tuple(map(str, _require(v, list, k))) for k, v in tables["only"].items()},
        places=_read_texts(tables["places"]),
        sources=_read_texts(tables["sources"]),
        surely_new=_read_indicators(found.get("surely_new", [])),
        **plain,
    )


def _require(value: Any, kind: type, key: str) -> Any:
    if type(value) is not kind:
        raise TypeError(f"write {key} as {_KINDS[kind]}")
    return value


def _choose(
    found: Mapping[str, Any], key: str, allowed: Iterable[str], usual: str | None = None
) -> str:
    """What is said of a key, the usual where nothing is; what may be said where it is not that."""
    said, choices = found.get(key, usual), [str(one) for one in allowed]
    if said not in choices:
        listed = ", ".join(f"“{one}”" for one in choices)
        raise ValueError(f"{key} is none of {listed}")
    return str(said)


def _read_texts(found: Mapping[str, Any]) -> dict[str, str]:
    return {key: _require(value, str, key) for key, value in found.items()}


def _read_meanings(found: Mapping[str, Any]) -> dict[str, Meaning]:
    meanings = {}
    for name, words in _read_texts(found).items():
        meaning = read_meaning(words)
        if meaning is None:
            raise ValueError(f"nothing is called “{words}” (for {name})")
        meanings[name] = meaning
    return meanings


def _read_indicators(found: Any) -> tuple[Indicator, ...]:
    listed = _require(found, list, "surely_new")
    known = {indicator.value for indicator in Indicator}
    if unknown := [one for one in listed if one not in known]:
        raise ValueError(f"there is no indicator called “{unknown[0]}” (for surely_new)")
    return tuple(map(Indicator, listed))


def _read_constants(found: Mapping[str, Any]) -> Constants:
    texts = _read_texts(found)
    if unknown := sorted(set(texts) - set(Constants.__dataclass_fields__)):
        raise ValueError(f"there is no constant called {unknown[0]}")
    words = texts.pop("indicator", None)
    measure: Measure | None = read_measure(words) if words else None
    if words and measure is None:
        raise ValueError(f"nothing is called “{words}”")
    return Constants(**texts, indicator=measure)
