"""Why one of several numbers counts."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.domain.histories import make_candidate
from tests.oracle import Statement
from tracker.charts.sentences.preference import Preference, explain_preference
from tracker.domain.indicators import Indicator
from tracker.domain.selection import Candidate, order_candidates

IRINA = Preference(person_name="Irina Petrova", day=date(2024, 8, 8), reason="Counted bed by bed.")


def candidates(*said: dict[str, Any]) -> list[Candidate]:
    statements = [
        Statement(form="level", value=1, report_id=at, **{"recorded": at, **more})
        for at, more in enumerate(said, start=1)
    ]
    return order_candidates(make_candidate(one, Indicator.PRESENT) for one in statements)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ([], "No number stands."),
        ([{}], "It is the only number that stands."),
        (
            [{"review": "verified"}, {}, {}],
            "Preferred: verified; the others are unreviewed.",
        ),
        (
            [{"review": "verified"}, {"review": "disputed"}, {}],
            "Preferred: verified; the others are unreviewed or disputed.",
        ),
        (
            [{"review": "changed"}, {"review": "disputed"}],
            "Preferred: changed since verified; the other is disputed.",
        ),
        ([{"grade": "B"}, {"grade": "D"}], "Preferred: better source grade (B before D)."),
        ([{}, {}], "Preferred: recorded later."),
    ],
)
def test_the_rule_is_said(said: list[dict[str, Any]], sentence: str) -> None:
    assert explain_preference(candidates(*said), None) == sentence


def test_a_person_who_preferred_it_is_named_with_the_reason() -> None:
    ordered = candidates({"preference": 3}, {"review": "verified"})

    assert explain_preference(ordered, IRINA) == (
        "Preferred by Irina Petrova on 8 August: Counted bed by bed."
    )
    assert explain_preference(ordered, None) == "Preferred by a reviewer."


@pytest.mark.parametrize(
    ("said", "before"),
    [
        ("between 150 and 260", "before it was corrected from between 150 and 260"),
        (None, "before it was corrected"),
    ],
)
def test_a_number_that_was_corrected_since_is_not_the_one_that_was_preferred(
    said: str | None, before: str
) -> None:
    ordered = candidates({"preference": 3}, {})
    preference = replace(IRINA, is_outdated=True, said=said)

    assert explain_preference(ordered, preference) == (
        f"Preferred by Irina Petrova on 8 August, {before}: Counted bed by bed."
    )
