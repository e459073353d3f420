"""Documents: which fonts they are set in, and that nothing in them is taken for markup."""

from datetime import UTC, datetime
from typing import Any

import pytest

from tracker.exchange.documents.fonts import BUILT_IN, MONOSPACED, choose_typefaces, find_typefaces
from tracker.exchange.documents.typesetting import set_pdf
from tracker.web.situation.letters import find_arabic

NOW = datetime(2024, 8, 20, 9, tzinfo=UTC)
EMPTY: dict[str, Any] = {
    "title": "Situation report, 17 August 2024",
    "operation": "Border region",
    "known": "As known now.",
    "known_short": "As known now.",
    "notices": [],
    "lead": "",
    "facts": [],
    "casualties": [],
    "area_heads": [],
    "areas": [],
    "map_keys": [],
    "map_note": "",
    "coverage": "",
    "silent": [],
    "since": "then",
    "changes": [],
    "has_more_changes": False,
    "claims": [],
    "footnotes": [],
    "method": [],
    "pictures": {},
}


def test_the_best_font_of_the_machine_comes_first() -> None:
    found = choose_typefaces(frozenset({"DejaVu Sans", "Noto Sans", "Noto Naskh Arabic"}))
    assert found.families == ("Noto Sans", "Noto Naskh Arabic", BUILT_IN, MONOSPACED)
    assert found.has_arabic


def test_a_font_that_has_both_is_named_once() -> None:
    assert choose_typefaces(frozenset({"DejaVu Sans"})).families == (
        "DejaVu Sans",
        BUILT_IN,
        MONOSPACED,
    )


def test_a_machine_without_fonts_has_those_that_come_along_and_none_for_arabic() -> None:
    bare = choose_typefaces(frozenset())
    assert bare.families == (BUILT_IN, MONOSPACED)
    assert not bare.has_arabic


def test_the_fonts_of_this_machine_are_found() -> None:
    assert find_typefaces().families[-1] == MONOSPACED


@pytest.mark.parametrize(
    "text",
    ['#import "x"', "$x$", "#panic()", "*b* _c_ <d> @e", "= Heading", "\\u{41}", '"]); #panic()'],
)
def test_whatever_people_write_is_set_as_text(text: str) -> None:
    pdf = set_pdf("situation.typ", {**EMPTY, "lead": text, "notices": [text]}, now=NOW)
    assert pdf.startswith(b"%PDF")
    assert b"pdfuaid" in pdf


def test_letters_without_a_font_do_not_stop_a_document() -> None:
    private = "\ue000\U000f0000"
    pdf = set_pdf("situation.typ", {**EMPTY, "lead": private}, now=NOW)
    assert pdf.startswith(b"%PDF")
    assert b"pdfuaid" not in pdf


def test_the_same_values_give_the_same_document() -> None:
    bare = choose_typefaces(frozenset())
    one, other = (set_pdf("situation.typ", EMPTY, now=NOW, typefaces=bare) for _ in range(2))
    assert one == other


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("plain", False),
        ("مدينة", True),
        ({"a": ["x", {"b": "حلب"}]}, True),
        ([1, None, "Курск"], False),
    ],
)
def test_arabic_letters_are_found_wherever_they_stand(value: Any, *, found: bool) -> None:
    assert find_arabic(value) is found
