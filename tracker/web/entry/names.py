"""What the controls of a count are called in the form, so that reading and drawing agree."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tracker.domain.breakdown import AgeBand
from tracker.domain.counts import Part, Sex
from tracker.domain.indicators import Indicator

SEPARATOR = "-"

PART_NAME = re.compile(r"part-(f|m|unknown)-(\d{0,3})-(\d{0,3})", re.ASCII)
"""`part-f-0-4`; ages are left out where they are open or unknown: `part-m-60-`, `part-f--`."""

Typed = dict[str, str]
"""What was typed about one count, by the name of the control, without what was left blank."""

_CODES = {indicator.value: indicator for indicator in Indicator}


def name_part_field(sex: Sex, band: AgeBand) -> str:
    """The control of one part."""
    ages = ("" if age is None else str(age) for age in (band.age_from, band.age_to))
    return SEPARATOR.join(("part", sex.value, *ages))


def read_part_name(name: str) -> tuple[Sex, AgeBand] | None:
    """Sex and ages of a control; None when it is no part's."""
    match = PART_NAME.fullmatch(name)
    if match is None:
        return None
    sex, first, last = match.groups()
    band = AgeBand(age_from=int(first) if first else None, age_to=int(last) if last else None)
    return Sex(sex), band


def name_field_of(part: Part) -> str:
    """The control that a part is shown in."""
    return name_part_field(part.sex, AgeBand(age_from=part.age_from, age_to=part.age_to))


def name_fall_fields(indicator: Indicator) -> str:
    """What the controls begin with that say why a total fell: `fall-injured-`."""
    return SEPARATOR.join(("fall", indicator.value, ""))


def sort_typed(sent: Mapping[str, str]) -> dict[Indicator, Typed]:
    """What was typed, by count: one pass over all that was sent.

    >>> sort_typed({"present-value": " 412", "present-low": "", "note": "calm"})
    {<Indicator.PRESENT: 'present'>: {'value': '412'}}
    """
    found: dict[Indicator, Typed] = {}
    for name, value in sent.items():
        typed = value.strip()
        if not typed:
            continue
        code, separator, rest = name.partition(SEPARATOR)
        indicator = _CODES.get(code)
        if separator and indicator is not None:
            found.setdefault(indicator, {})[rest] = typed
    return found
