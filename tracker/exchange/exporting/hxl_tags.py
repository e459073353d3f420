"""The hashtag of each column in the humanitarian exchange language, from one table."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from tracker.domain.breakdown import CHILDREN, UNKNOWN_AGE, AgeBand, band_of
from tracker.domain.counts import Form, Part, Sex
from tracker.domain.indicators import Indicator
from tracker.exchange.meanings import Measure

PLACE_TAGS: Mapping[str, str] = {
    "country": "#country+name",
    "region": "#adm1+name",
    "region_code": "#adm1+code+v_pcode",
    "region_national_code": "#adm1+code+national",
    "district": "#adm2+name",
    "district_code": "#adm2+code+v_pcode",
    "district_national_code": "#adm2+code+national",
    "shelter": "#loc+shelter+name",
    "shelter_code": "#loc+shelter+code",
}
"""By the key of the column. The vocabulary of P-codes holds P-codes and nothing else."""

REPORT_TAGS: Mapping[str, str] = {
    "day": "#date+occurred",
    "recorded_at": "#date+reported",
    "source": "#meta+source",
    "report": "#meta+id",
    "mark": "#status+name",
    "qualifier": "#indicator+qualifier+text",
    "form": "#indicator+qualifier+form",
}
"""By the key of the column."""

COUNT_TAGS: Mapping[Indicator, str] = {
    Indicator.PRESENT: "#affected+idps+ind",
    Indicator.ARRIVALS: "#affected+idps+ind+arrivals",
    Indicator.DEPARTURES: "#affected+idps+ind+departures",
    Indicator.EVACUATED: "#affected+evacuated+ind",
    Indicator.SHELTERED: "#affected+idps+incamp+ind",
    Indicator.CAPACITY: "#capacity+shelter+ind",
    Indicator.CAPACITY_STANDBY: "#capacity+shelter+ind",
    Indicator.KILLED: "#affected+killed",
    Indicator.INJURED: "#affected+injured",
    Indicator.HOSPITALISED: "#affected+injured+hospitalised",
    Indicator.MISSING: "#affected+missing",
}
"""What is counted; how it is meant comes behind it."""

LEVEL_ENDS: Mapping[Indicator, str] = {
    Indicator.PRESENT: "+stock",
    Indicator.SHELTERED: "+stock",
    Indicator.CAPACITY: "+num",
    Indicator.CAPACITY_STANDBY: "+num+planned",
    Indicator.MISSING: "+cumulative",
}
_SEX_ENDS = {Sex.FEMALE: "+f", Sex.MALE: "+m", Sex.UNKNOWN: "+sex_unknown"}
_FORM_ENDS = {Form.NEW: "+new", Form.TOTAL: "+cumulative"}


class Bound(StrEnum):
    """Which end of what a number can be."""

    LOW = "+min"
    HIGH = "+max"


def tag_count(indicator: Indicator, form: Form, bound: Bound | None = None) -> str:
    """The hashtag of a count.

    >>> tag_count(Indicator.KILLED, Form.NEW), tag_count(Indicator.PRESENT, Form.LEVEL, Bound.LOW)
    ('#affected+killed+new', '#affected+idps+ind+stock+min')
    """
    end = LEVEL_ENDS[indicator] if form is Form.LEVEL else _FORM_ENDS[form]
    return f"{COUNT_TAGS[indicator]}{end}{bound or ''}"


def tag_part(indicator: Indicator, form: Form, part: Part) -> str:
    """The hashtag of a part of a count: its sex, whether they are children, and its ages.

    People present are told by their groups alone, as the standard's own examples do. What is not
    known is said: a column without a sex is one of all sexes, and one without ages of all ages.

    >>> children = Part(sex=Sex.UNKNOWN, age_from=0, age_to=17, value=1)
    >>> tag_part(Indicator.PRESENT, Form.LEVEL, children)
    '#affected+idps+sex_unknown+children'
    """
    head = "#affected+idps" if indicator is Indicator.PRESENT else tag_count(indicator, form)
    return f"{head}{_SEX_ENDS[part.sex]}{_say_ages(band_of(part))}"


def tag_measure(measure: Measure) -> str:
    """The hashtag of what a column of other people's files counts.

    >>> tag_measure(Measure(indicator=Indicator.PRESENT, form=Form.LEVEL, households=True))
    '#affected+idps+ind+stock+hh'
    """
    tag = tag_count(measure.indicator, measure.form)
    if measure.households:
        return f"{tag}+hh"
    group = measure.group
    if group is None:
        return tag
    sex = "" if group.any_sex else _SEX_ENDS[group.sex]
    ages = "" if group.any_age else _say_ages(AgeBand(age_from=group.age_from, age_to=group.age_to))
    return f"{tag}{sex}{ages}"


def _say_ages(band: AgeBand) -> str:
    """Ages as attributes, which start with a letter: `+children+age_5_11`, `+age_60plus`."""
    if band == UNKNOWN_AGE:
        return "+age_unknown"
    children = (
        "+children" if band.age_to is not None and band.age_to <= (CHILDREN.age_to or 0) else ""
    )
    if band == CHILDREN:
        return children
    last = "plus" if band.age_to is None else f"_{band.age_to}"
    return f"{children}+age_{band.age_from}{last}"
