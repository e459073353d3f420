"""Schemas read what their description allows, and refuse the rest in words."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import jsonschema_rs
import pytest
from hypothesis import given as suppose
from hypothesis import strategies as st

from tracker.web.api.records import (
    ListOf,
    Nullable,
    Record,
    given,
    left_open,
    list_records,
)
from tracker.web.api.schemas import (
    Choice,
    Day,
    Faults,
    Moment,
    Number,
    Schema,
    Text,
    Truth,
    Uuid,
    Whole,
)


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


WHOLE, TEXT = Whole(least=1, most=9), Text(most=5, least=1)
COLOUR = Choice(of=Colour, noun="a colour")
INNER = Record(name="Inner", items={"n": given(WHOLE, "A number.")})
OUTER = Record(
    name="Outer",
    items={
        "text": given(TEXT, "A text."),
        "day": left_open(Day(), "A day."),
        "inner": left_open(INNER, "Something inside."),
        "colours": left_open(ListOf(item=COLOUR, most=2), "Colours."),
        "maybe": given(Nullable(value=WHOLE), "A number, or none."),
    },
)


def read(schema: Schema, sent: Any) -> tuple[Any, dict[str, str]]:
    faults = Faults()
    value = schema.read(sent, "", faults)
    return value, {fault.at: fault.detail for fault in faults.found}


def read_text(schema: Schema, sent: str) -> Any:
    faults = Faults()
    value = schema.read_text(sent, "name", faults)
    return faults.found[0].detail if faults.found else value


@pytest.mark.parametrize(
    ("schema", "sent", "value"),
    [
        (TEXT, " a\x00b ", "ab"),
        (TEXT, "a\r\nb", "a\nb"),
        (WHOLE, 4, 4),
        (WHOLE, 4.0, 4),
        (Whole(most=9, judged=False), 12, 12),
        (Number(most=50), 2, 2.0),
        (Number(most=50), 10**400, 51.0),
        (Truth(), True, True),
        (COLOUR, "red", Colour.RED),
        (Day(), "2024-08-08", date(2024, 8, 8)),
        (Moment(), "2024-08-08T10:00:00Z", datetime(2024, 8, 8, 10, tzinfo=UTC)),
        (Moment(), "2024-08-08t13:00:00.5+03:00", datetime(2024, 8, 8, 10, 0, 0, 500000, UTC)),
        (Uuid(), "0B9F2F0E-5f0c-4b1e-9d7e-2f4f6f0a1c3d",
         UUID("0b9f2f0e-5f0c-4b1e-9d7e-2f4f6f0a1c3d")),
        (Nullable(value=WHOLE), None, None),
        (ListOf(item=WHOLE, most=2), [1, 2], [1, 2]),
    ],
)  # fmt: skip
def test_what_is_allowed_is_read(schema: Schema, sent: Any, value: Any) -> None:
    assert read(schema, sent) == (value, {})


@pytest.mark.parametrize(
    ("schema", "sent", "said"),
    [
        (TEXT, 1, "Enter a text"),
        (TEXT, "abcdef", "Use at most 5 characters here; this has 6"),
        (TEXT, "", "Use at least 1 characters here"),
        (WHOLE, True, "Enter a whole number, such as 0 or 1204"),
        (WHOLE, 4.5, "Enter a whole number, such as 0 or 1204"),
        (WHOLE, float("inf"), "Enter a whole number, such as 0 or 1204"),
        (WHOLE, 10, "Enter a whole number from 1 to 9"),
        (Number(most=50), "2", "Enter a number, such as 2.5"),
        (Number(most=50), True, "Enter a number, such as 2.5"),
        (Truth(), 1, "Enter true or false"),
        (COLOUR, "green", "Select a colour: red, blue"),
        (COLOUR, ["red"], "Select a colour: red, blue"),
        (Day(), "20240808", "Enter a day, such as 2024-08-08"),
        (Day(), "2024-02-30", "Enter a day, such as 2024-08-08"),
        (Day(), "0001-01-01", "Enter a day, such as 2024-08-08"),
        (Day(), 20240808, "Enter a day, such as 2024-08-08"),
        (Moment(), "2024-08-08T10:00:00", "Enter a day and a time, such as 2024-08-08T10:00:00Z"),
        (Moment(), "2024-08-08T25:00:00Z", "Enter a day and a time, such as 2024-08-08T10:00:00Z"),
        (Moment(), "0001-01-01T00:00:00+14:00",
         "Enter a day and a time, such as 2024-08-08T10:00:00Z"),
        (Moment(), "1800-01-01T00:00:00Z", "Enter a day and a time, such as 2024-08-08T10:00:00Z"),
        (Uuid(), "0b9f2f0e5f0c4b1e9d7e2f4f6f0a1c3d",
         "Enter a UUID, such as 0b9f2f0e-5f0c-4b1e-9d7e-2f4f6f0a1c3d"),
        (ListOf(item=WHOLE, most=2), "1", "Enter a list"),
        (ListOf(item=WHOLE, most=2), [1, 2, 3], "Enter at most 2 of them; these are 3"),
        (OUTER, [], "Enter an object with named fields"),
    ],
)  # fmt: skip
def test_what_is_not_allowed_is_refused_in_words(schema: Schema, sent: Any, said: str) -> None:
    assert read(schema, sent) == (None, {"": said})


def test_parameters_are_read_from_text() -> None:
    assert read_text(WHOLE, "4") == 4
    assert read_text(WHOLE, "-4") == "Enter a whole number, such as 0 or 1204"
    assert read_text(WHOLE, "٤") == "Enter a whole number, such as 0 or 1204"
    assert read_text(Truth(), "true") is True
    assert read_text(Truth(), "false") is False
    assert read_text(Truth(), "yes") == "Enter true or false"
    moment = datetime(2024, 8, 8, 10, tzinfo=UTC)
    assert read_text(Moment(), "2024-08-08T13:00:00 03:00") == moment
    assert read_text(ListOf(item=COLOUR, most=2), "red,blue") == ["red", "blue"]
    assert read_text(ListOf(item=COLOUR, most=2), "red,,blue").startswith("Enter at most 2")
    assert read_text(ListOf(item=COLOUR, most=2), "") == "Select a colour: red, blue"
    assert read_text(COLOUR, "red") is Colour.RED


def test_what_is_wrong_inside_is_found_by_its_path() -> None:
    sent = {"inner": {"n": "x"}, "colours": ["red", "pink"], "text": None, "a/b~": 1}
    _, told = read(OUTER, sent)
    assert told == {
        "/a~1b~0": "Leave this out: nothing is called like this",
        "/text": "Enter a text",
        "/inner/n": "Enter a whole number, such as 0 or 1204",
        "/colours/1": "Select a colour: red, blue",
        "/maybe": "Enter a number, or none.",
    }


def test_records_inside_others_are_listed() -> None:
    assert [record.name for record in list_records(OUTER)] == ["Outer", "Inner"]
    assert list(list_records(ListOf(item=Nullable(value=INNER), most=3))) == [INNER]
    described = Nullable(value=INNER).describe()
    assert described["anyOf"][1] == {"type": "null"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-12, 12) | st.floats(-9, 9) | st.text(max_size=7)
    | st.sampled_from(["red", "blue", "2024-08-08", "a"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from([*OUTER.items, "n", "other"]), inner, max_size=5),
    max_leaves=12,
)  # fmt: skip


def document(schema: Schema) -> dict[str, Any]:
    schemas = {record.name: record.define() for record in list_records(schema)}
    return {**schema.describe(), "components": {"schemas": schemas}}


VALIDATOR = jsonschema_rs.Draft202012Validator(document(OUTER), validate_formats=True)


@suppose(JSON)
def test_what_is_read_is_exactly_what_the_description_allows(sent: Any) -> None:
    _, told = read(OUTER, sent)
    assert VALIDATOR.is_valid(sent) == (told == {}), told
