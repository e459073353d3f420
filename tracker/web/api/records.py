"""Schemas that hold others: lists, values that may be left open, and records of named fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tracker.web.api.schemas import Described, Faults, Schema


@dataclass(frozen=True, kw_only=True, slots=True)
class ListOf(Schema):
    """Values of one kind; a parameter has them with commas between."""

    item: Schema
    most: int

    def read(self, sent: Any, at: str, faults: Faults) -> list[Any] | None:
        """See Schema."""
        if not isinstance(sent, list):
            faults.add(at, "Enter a list")
        elif len(sent) > self.most:
            faults.add(at, f"Enter at most {self.most:,} of them; these are {len(sent):,}")
        else:
            return [self.item.read(one, f"{at}/{n}", faults) for n, one in enumerate(sent)]
        return None

    def read_text(self, sent: str, at: str, faults: Faults) -> list[Any] | None:
        """See Schema."""
        parts = sent.split(",")
        if len(parts) > self.most:
            faults.add(at, f"Enter at most {self.most:,} of them; these are {len(parts):,}")
            return None
        return [self.item.read_text(part, at, faults) for part in parts]

    def describe(self) -> Described:
        """See Schema."""
        return {"type": "array", "items": self.item.describe(), "maxItems": self.most}


@dataclass(frozen=True, kw_only=True, slots=True)
class Nullable(Schema):
    """A value, or null where there is none."""

    value: Schema

    def read(self, sent: Any, at: str, faults: Faults) -> Any:
        """See Schema."""
        return None if sent is None else self.value.read(sent, at, faults)

    def describe(self) -> Described:
        """See Schema."""
        described = self.value.describe()
        if "type" not in described or "enum" in described:
            return {"anyOf": [described, {"type": "null"}]}
        return {**described, "type": [described["type"], "null"]}


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """A field of a record. Unless it is `always` there it may be left out, or be null."""

    schema: Schema
    meaning: str
    always: bool = False


def given(schema: Schema, meaning: str) -> Item:
    """A field that is always there."""
    return Item(schema=schema, meaning=meaning, always=True)


def left_open(schema: Schema, meaning: str) -> Item:
    """A field that may be left out, or be null."""
    return Item(schema=schema, meaning=meaning)


def known_or_null(schema: Schema, meaning: str) -> Item:
    """A field that is always there, null where it is not known."""
    return given(Nullable(value=schema), meaning)


@dataclass(frozen=True, kw_only=True, slots=True)
class Record(Schema):
    """Named fields, and no others."""

    name: str
    items: Mapping[str, Item]

    def read(self, sent: Any, at: str, faults: Faults) -> dict[str, Any] | None:
        """See Schema; what was left out or is null is None."""
        if not isinstance(sent, dict):
            faults.add(at, "Enter an object with named fields")
            return None
        for name in sent.keys() - self.items.keys():
            faults.add(f"{at}/{_escape(name)}", "Leave this out: nothing is called like this")
        return {name: self._read_item(name, sent, at, faults) for name in self.items}

    def _read_item(self, name: str, sent: Mapping[str, Any], at: str, faults: Faults) -> Any:
        item, place = self.items[name], f"{at}/{name}"
        if name not in sent or (sent[name] is None and not item.always):
            if item.always:
                faults.add(place, f"Enter {item.meaning[0].lower()}{item.meaning[1:]}")
            return None
        return item.schema.read(sent[name], place, faults)

    def describe(self) -> Described:
        """See Schema: by its name, under which `define` tells it."""
        return {"$ref": f"#/components/schemas/{self.name}"}

    def define(self) -> Described:
        """The record itself."""
        required = [name for name, item in self.items.items() if item.always]
        return {
            "type": "object",
            "properties": {name: _describe_item(item) for name, item in self.items.items()},
            "additionalProperties": False,
            **({"required": required} if required else {}),
        }


def pick(record: Record, told: object, **more: Any) -> dict[str, Any]:
    """What a record answers of something: its attributes of the same names, and `more`."""
    return {name: more[name] if name in more else getattr(told, name) for name in record.items}


def _describe_item(item: Item) -> Described:
    schema = item.schema if item.always else Nullable(value=item.schema)
    return {**schema.describe(), "description": item.meaning}


def _escape(name: str) -> str:
    """A name within a JSON Pointer."""
    return name.replace("~", "~0").replace("/", "~1")[:100]


def list_records(schema: Schema) -> Iterator[Record]:
    """The records that a schema is made of, itself included."""
    match schema:
        case Record():
            yield schema
            for item in schema.items.values():
                yield from list_records(item.schema)
        case ListOf():
            yield from list_records(schema.item)
        case Nullable():
            yield from list_records(schema.value)
