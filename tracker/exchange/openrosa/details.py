"""What can be told of people beside their number: households, and parts by sex and age."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from tracker.domain.breakdown import (
    CHILDREN,
    SEX_WORDS,
    STANDARD_BANDS,
    UNKNOWN_AGE,
    AgeBand,
    name_band,
)
from tracker.domain.checks import wording
from tracker.domain.checks.limits import LARGEST, LARGEST_HOUSEHOLD, NOUNS
from tracker.domain.counts import Sex
from tracker.domain.indicators import Indicator
from tracker.exchange.openrosa import rules
from tracker.exchange.openrosa.questions import (
    CELLS,
    DETAIL,
    EXCESS,
    LEAST,
    MADE,
    PEOPLE,
    name_cell,
    name_group,
    name_question,
)
from tracker.exchange.openrosa.rows import ONE_SCREEN, Row, begin, end, require


class Detail(StrEnum):
    """What else is told."""

    HOUSEHOLDS = "households"
    PARTS = "parts"


DETAIL_WORDS = {Detail.HOUSEHOLDS: "In households", Detail.PARTS: "By sex and age"}


def ask_detail(indicator: Indicator) -> Iterator[Row]:
    """Whether more is told; without it the screens below are not shown."""
    yield {
        "type": "select_multiple details",
        "name": name_question(indicator, DETAIL),
        "label": "Give detail",
        "appearance": "minimal",
    }
    value, households = rules.refer(indicator), rules.refer(indicator, "households")
    made = rules.make_people(households, indicator)
    size = rules.refer(indicator, "household_size")
    yield {
        "type": "calculate",
        "name": name_question(indicator, PEOPLE),
        "calculation": f"if({value} != '', {value}, "
        f"if({households} != '' and {size} != '', {made}, ''))",
    }


def ask_screens(indicator: Indicator, household_size: float) -> Iterator[Row]:
    """The screens with what else is told."""
    yield from _ask_households(indicator, household_size)
    yield from _ask_parts(indicator)


def _ask_households(indicator: Indicator, household_size: float) -> Iterator[Row]:
    noun = NOUNS[indicator]
    label = f"{indicator.definition.label}: in households"
    yield _begin(indicator, "in_households", label, Detail.HOUSEHOLDS)
    yield {
        "type": "integer",
        "name": name_question(indicator, "households"),
        "label": "Households",
        "hint": "People are reckoned from them. Leave the number itself blank.",
        **require(wording.ask_households(indicator)),
        **rules.join_rules(rules.limit_households(indicator)),
    }
    yield {
        "type": "decimal",
        "name": name_question(indicator, "household_size"),
        "label": "People per household",
        "default": f"{household_size:g}",
        **require(wording.ask_household_size(indicator)),
        "constraint": f"{rules.OWN} > 0 and {rules.OWN} <= {LARGEST_HOUSEHOLD}",
        "constraint_message": wording.ask_household_size(indicator),
    }
    people = rules.refer(indicator, PEOPLE)
    yield {
        "type": "note",
        "name": name_question(indicator, MADE),
        "label": f"The number of {noun} is {people}.",
        "relevant": f"{people} != ''",
    }
    yield end()


def _ask_parts(indicator: Indicator) -> Iterator[Row]:
    noun = NOUNS[indicator]
    label = f"{indicator.definition.label}: by sex and age"
    yield _begin(indicator, "by_sex_and_age", label, Detail.PARTS)
    for cell, (sex, band) in CELLS.items():
        part = f"{SEX_WORDS[sex]}, {name_band(band)}"
        yield {
            "type": "integer",
            "name": name_question(indicator, cell),
            "label": part.capitalize(),
            "constraint": f"{rules.OWN} >= 0 and {rules.OWN} <= {LARGEST}",
            "constraint_message": wording.ask_in_range(f"the number of {noun} ({part})"),
        }
    yield {
        "type": "calculate",
        "name": name_question(indicator, LEAST),
        "calculation": reckon_least(indicator),
    }
    least = rules.refer(indicator, LEAST)
    # Shown only where the parts are too many, and then it cannot be passed: it has no answer.
    yield {
        "type": "note",
        "name": name_question(indicator, EXCESS),
        "label": wording.ask_smaller_parts(indicator, None, least),
        "relevant": f"{least} > {rules.find_most(indicator)}",
        **require(wording.ask_smaller_parts(indicator, None, "more than that")),
    }
    yield end()


def _begin(indicator: Indicator, screen: str, label: str, detail: Detail) -> Row:
    relevant = rules.is_detailed(indicator, detail.value)
    return begin(name_group(indicator, screen), label, ONE_SCREEN) | {"relevant": relevant}


_YOUNG = tuple(
    band
    for band in STANDARD_BANDS
    if band.age_to is not None and band.age_to <= (CHILDREN.age_to or 0)
)
_OLD = tuple(band for band in STANDARD_BANDS if band not in {*_YOUNG, UNKNOWN_AGE})


def reckon_least(indicator: Indicator) -> str:
    """The fewest people that there must be when all parts are true, as domain.breakdown has it.

    It is the largest sum of cells none two of which may hold the same person. Who can be counted
    twice: children as a whole and in their bands; somebody of unknown sex and of known sex, unless
    both cells are of one band; somebody of unknown age and of known age, unless both cells are of
    one sex.
    """
    young, old, children, unknown = (
        {sex: _add(indicator, sex, bands) for sex in Sex}
        for bands in (_YOUNG, _OLD, (CHILDREN,), (UNKNOWN_AGE,))
    )
    grown = {sex: f"max({children[sex]}, {young[sex]})" for sex in Sex}
    known, unsaid = (Sex.FEMALE, Sex.MALE), Sex.UNKNOWN

    def both(*tables: dict[Sex, str]) -> str:
        return " + ".join(table[sex] for table in tables for sex in known)

    sums = (
        both(grown, old, unknown),
        f"{both(unknown)} + {unknown[unsaid]}",
        f"{both(grown, old)} + {old[unsaid]}",
        f"{both(children, old)} + {children[unsaid]} + {old[unsaid]}",
        f"{both(young, old)} + {young[unsaid]} + {old[unsaid]}",
        f"{grown[unsaid]} + {old[unsaid]} + {unknown[unsaid]}",
    )
    return f"max({', '.join(sums)})"


def _add(indicator: Indicator, sex: Sex, bands: tuple[AgeBand, ...]) -> str:
    """The people of some cells; a blank one adds nobody."""
    cells = (rules.refer(indicator, name_cell(sex, band)) for band in bands)
    return " + ".join(f"coalesce({cell}, 0)" for cell in cells)
