"""The shapes of what the API takes and answers, which several calls share."""

from __future__ import annotations

from enum import StrEnum

from tracker.domain.checks.limits import LARGEST, LARGEST_HOUSEHOLD, OLDEST
from tracker.domain.counts import Form, Sex
from tracker.domain.falls import FallKind
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.web.api.asking import Parameter
from tracker.web.api.records import (
    Item,
    ListOf,
    Nullable,
    Record,
    given,
    known_or_null,
    left_open,
)
from tracker.web.api.schemas import Choice, Day, Moment, Number, Schema, Text, Truth, Whole
from tracker.web.shared.ids import LARGEST_ID, LARGEST_REPORT_ID
from tracker.web.shared.problems import TITLES

ON_A_PAGE = 50
MOST_ON_A_PAGE = 200
LONGEST = 10_000
MANY = 1_000_000

ID = Whole(least=1, most=LARGEST_ID)
REPORT_ID = Whole(least=1, most=LARGEST_REPORT_ID)
SEQ = Whole(least=1, most=2**15 - 1)
COUNTED = Whole(least=-(2**63), most=2**63 - 1)
WORDS = Text(most=LONGEST)
INDICATOR = Choice(of=Indicator, noun="an indicator")

AREA = Parameter(name="area", schema=ID, meaning="The id of an area or unit, with all beneath it.")
FIRST = Parameter(name="from", schema=Day(), meaning="The first day.")
LAST = Parameter(name="to", schema=Day(), meaning="The last day.")
KNOWN_AT = Parameter(
    name="known_at",
    schema=Moment(),
    meaning="Everything as it was known at this moment, without what was recorded later.",
)
LIMIT = Parameter(
    name="limit",
    schema=Whole(least=1, most=MOST_ON_A_PAGE),
    meaning=f"How many items a page has; {ON_A_PAGE} unless said otherwise.",
)
CURSOR = Parameter(
    name="cursor",
    schema=Whole(least=1, most=LARGEST_REPORT_ID),
    meaning="Where a page begins: `next` of the page before. Make none up.",
)
PAGING = (LIMIT, CURSOR)

PLACE = Record(
    name="PlaceName",
    items={"id": given(ID, "The place's id."), "name": given(WORDS, "Its name.")},
)
SOURCE_NAME = Record(
    name="SourceName",
    items={"id": given(ID, "The source's id."), "name": given(WORDS, "Its name.")},
)


class Level(StrEnum):
    """What a place is."""

    COUNTRY = "country"
    REGION = "region"
    DISTRICT = "district"
    SHELTER = "shelter"
    OUTSIDE = "outside"


LEVEL = Choice(of=Level, noun="a level")
PATH = ListOf(item=PLACE, most=4)


def page_of(name: str, item: Schema, **more: Item) -> Record:
    """The shape of a page of a list."""
    return Record(
        name=name,
        items={
            "items": given(ListOf(item=item, most=MANY), "The items of this page."),
            "next": known_or_null(CURSOR.schema, "`cursor` of the next page; null on the last."),
            **more,
        },
    )


_COUNT = Whole(most=LARGEST, judged=False)
_AGE = Whole(most=OLDEST, judged=False)

PART = Record(
    name="Part",
    items={
        "sex": given(Choice(of=Sex, noun="a sex"), "f, m or unknown."),
        "age_from": left_open(_AGE, "The youngest in completed years; null: age unknown."),
        "age_to": left_open(_AGE, "The oldest, included; null beside an `age_from`: no limit."),
        "value": given(_COUNT, "The number of people."),
    },
)
_SAID = {
    "value": left_open(_COUNT, "The number; null where the source gave words or a range only."),
    "low": left_open(
        _COUNT, "The lowest it can be, where the source says more than the qualifier."
    ),
    "high": left_open(_COUNT, "The highest it can be, likewise."),
    "words": left_open(Text(most=500), "The source's own words."),
    "households": left_open(_COUNT, "Households, where people are converted from them."),
    "household_size": left_open(Number(most=LARGEST_HOUSEHOLD), "People per household."),
    "parts": left_open(ListOf(item=PART, most=100), "People by sex and age."),
}
COUNT = Record(
    name="NewCount",
    items={
        "indicator": given(INDICATOR, "What is counted."),
        "form": left_open(
            Choice(of=Form, noun="a form"),
            "level, new or total (so far); left out: level or new, as the indicator is.",
        ),
        "qualifier": left_open(Choice(of=Qualifier, noun="a qualifier"), "Left out: exact."),
        **_SAID,
    },
)
BOUNDS = Record(
    name="Bounds",
    items={
        "low": known_or_null(COUNTED, "The lowest the number can be; null: open."),
        "high": known_or_null(COUNTED, "The highest; null: open."),
    },
)
STATED = Record(
    name="Count",
    items={
        "indicator": given(INDICATOR, "What is counted."),
        "form": given(Choice(of=Form, noun="a form"), "level, new or total (so far)."),
        "qualifier": given(Choice(of=Qualifier, noun="a qualifier"), "How sure it is."),
        "said": given(WORDS, "The number as a person would say it."),
        "bounds": given(BOUNDS, "What the number can be."),
        **{name: given(Nullable(value=item.schema), item.meaning) for name, item in _SAID.items()},
    },
)
FALL = Record(
    name="Fall",
    items={
        "indicator": given(INDICATOR, "The running total that falls."),
        "kind": given(Choice(of=FallKind, noun="a kind"), "Why it falls."),
        "into": left_open(INDICATOR, "What the people count as now, after a reclassification."),
    },
)
STATED_FALL = Record(
    name="StatedFall",
    items={
        "indicator": given(INDICATOR, "The running total that fell."),
        "kind": given(Choice(of=FallKind, noun="a kind"), "Why it fell."),
        "into": known_or_null(INDICATOR, "What the people count as now."),
        "people": known_or_null(COUNTED, "How many they were."),
    },
)
WARNING = Record(
    name="Warning",
    items={
        "code": given(WORDS, "The rule."),
        "indicator": known_or_null(INDICATOR, "The number that it is about; null: the report."),
        "detail": given(WORDS, "What looks unlikely, with the numbers compared."),
        "suggested": known_or_null(COUNTED, "The number that was probably meant."),
    },
)
EFFECT = Record(
    name="Effect",
    items={
        "indicator": given(INDICATOR, "Whose level or running total changed."),
        "day": given(Day(), "On which day."),
        "before": known_or_null(COUNTED, "What it was."),
        "after": known_or_null(COUNTED, "What it is."),
    },
)
FAULT = Record(
    name="Error",
    items={
        "pointer": left_open(WORDS, "JSON Pointer to the value in the body."),
        "parameter": left_open(WORDS, "The parameter in the address."),
        "in_mapping": left_open(
            WORDS, "JSON Pointer to the key of the mapping that is named: `/columns/Beds`."
        ),
        "detail": given(WORDS, "What to do about it."),
    },
)
PROBLEM = Record(
    name="Problem",
    items={
        "type": given(
            Text(most=LONGEST),
            "Which problem it is: the address of its explanation, which ends in "
            f"{', '.join(f'#{kind}' for kind in TITLES)}.",
        ),
        "title": given(WORDS, "The same in words."),
        "status": given(Whole(least=400, most=599), "The status of the answer."),
        "detail": left_open(WORDS, "What to do about it."),
        "errors": left_open(ListOf(item=FAULT, most=MANY), "What is wrong, value by value."),
        "warnings": left_open(ListOf(item=WARNING, most=MANY), "What looks unlikely."),
        "confirmation": left_open(WORDS, "Send it along to say that the numbers are meant so."),
        "report": left_open(REPORT_ID, "The report that it is about."),
        "seq": left_open(SEQ, "Its revision that stands."),
        "import": left_open(ID, "The import that it is about."),
    },
)
"""What every call answers where it is not served."""

YES = Truth()
