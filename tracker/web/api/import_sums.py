"""Sums to hold against an imported file, as the API answers them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tracker.domain.counts import Form, Sex
from tracker.exchange.importing import DaySum
from tracker.web.api.records import ListOf, Record, given, known_or_null, pick
from tracker.web.api.schemas import Choice, Day
from tracker.web.api.shapes import COUNTED, INDICATOR, MANY

PART_SUM = Record(
    name="ImportPartSum",
    items={
        "sex": given(Choice(of=Sex, noun="a sex"), "f, m or unknown."),
        "age_from": known_or_null(COUNTED, "The youngest in completed years; null: age unknown."),
        "age_to": known_or_null(COUNTED, "The oldest, included; null with `age_from`: no limit."),
        "value": given(COUNTED, "The sum."),
        "counts": given(COUNTED, "Reports of the day that tell this part."),
        "blank": given(COUNTED, "Reports of the day that do not."),
    },
)
SUM = Record(
    name="ImportSum",
    items={
        "day": given(Day(), "The day."),
        "indicator": given(INDICATOR, "What is counted."),
        "form": given(Choice(of=Form, noun="a form"), "level, new or total (so far)."),
        "value": known_or_null(COUNTED, "The sum; null where no number has a value."),
        "counts": given(COUNTED, "Reports of the day that state it."),
        "vague": given(COUNTED, "Of those, numbers such as “about 40” or “more than 40”."),
        "without_value": given(COUNTED, "Of those, numbers without a value, such as ranges."),
        "blank": given(COUNTED, "Reports of the day that leave it blank."),
        "parts": given(ListOf(item=PART_SUM, most=MANY), "Sums of its parts by sex and age."),
    },
)


def describe_sums(sums: Iterable[DaySum]) -> list[dict[str, Any]]:
    """Sums as they are answered."""
    return [
        pick(
            SUM,
            found,
            parts=[
                pick(
                    PART_SUM,
                    one,
                    sex=one.part.sex,
                    age_from=one.part.age_from,
                    age_to=one.part.age_to,
                    value=one.part.value,
                )
                for one in found.parts
            ],
        )
        for found in sums
    ]
