"""Our own exports, known again by the names of their columns, and whether they can be taken in.

The names are those of `tracker.exchange.exporting`: in CSV and JSON the keys, in workbooks the
headings.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from tracker.domain.counts import Form
from tracker.exchange.detecting.heads import Column, Head
from tracker.exchange.detecting.hxl import explain_tag, read_tag, tells_form
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.words import explain_measure, fold_words
from tracker.exchange.meanings import NOT_USED, Meaning, Role

_EXPORT_VALUES = "To take numbers in, export day values, a row for each number."


class OwnExport(StrEnum):
    """Which export a file is."""

    LONG = "long day values"
    WIDE = "wide day values"
    OLDER = "day values of before"
    REPORTS = "reports"
    AREAS = "areas"
    REGISTER = "register"

    @property
    def is_readable(self) -> bool:
        """Whether it says by itself what everything in it is."""
        return self in (OwnExport.LONG, OwnExport.WIDE)

    @property
    def words(self) -> str:
        """What a person has to know who takes it in; none of what is taken in as it is."""
        return _WORDS.get(self, "")


_WORDS = {
    OwnExport.WIDE: "These are our own day values. Taken in is what was told on its day, in the "
    "form in which it was told and by who said it. What is carried or reckoned and sums of areas "
    "are left out, number by number, since they are reckoned anew. Parts by sex and age are not in "
    "such a file: day values with a row for each number have them.",
    OwnExport.OLDER: "These are our own day values as an earlier version exported them, without "
    "the form in which each number was told: it could be what was new or a total so far. Nothing "
    "is suggested; export the file anew to take it in.",
    OwnExport.REPORTS: "These are our own reports with each of their versions and decisions: "
    "numbers that were corrected since stand beside those that hold, so it cannot be taken in as "
    f"it is. {_EXPORT_VALUES}",
    OwnExport.AREAS: "These are our own areas with the numbers of one day: most are sums, and none "
    f"says who told it, so it cannot be taken in as it is. {_EXPORT_VALUES}",
    OwnExport.REGISTER: "This is one of our own registers, which holds no counts. "
    f"{_EXPORT_VALUES}",
}
_VALUES = frozenset(("level", "day"))
_SIGNS: tuple[tuple[OwnExport, frozenset[str]], ...] = (
    (OwnExport.LONG, _VALUES | {"indicator", "counted in", "mark", "qualifier", "units known"}),
    (OwnExport.WIDE, _VALUES | {"units expected", "units reporting"}),
    (OwnExport.WIDE, _VALUES | {"units expected", "units that reported"}),
    (
        OwnExport.REPORTS,
        frozenset(("report", "grade", "late", "state", "latest version", "act", "version")),
    ),
    (
        OwnExport.AREAS,
        frozenset(("properties level", "properties day", "properties boundary is schematic")),
    ),
    (OwnExport.REGISTER, frozenset(("level", "country", "valid from", "valid until"))),
    (OwnExport.REGISTER, frozenset(("level", "country", "counts from", "counts until"))),
    (OwnExport.REGISTER, frozenset(("source", "grade", "reliability", "retired"))),
)
"""Columns that every file of a kind has, as their names are folded."""

_PLACE_TAGS = {
    "country": "#country+name",
    "region": "#adm1+name",
    "region code": "#adm1+code+v_pcode",
    "region p code": "#adm1+code+v_pcode",
    "region national code": "#adm1+code+national",
    "district": "#adm2+name",
    "district code": "#adm2+code+v_pcode",
    "district p code": "#adm2+code+v_pcode",
    "district national code": "#adm2+code+national",
    "shelter": "#loc+shelter+name",
    "shelter code": "#loc+shelter+code",
}
"""The hashtags that columns of places have in exports with such."""

_LONG_ROLES = {
    "day": Role.DAY,
    "source": Role.SOURCE,
    "indicator": Role.INDICATOR,
    "value": Role.NUMBER,
    "form": Role.FORM,
    "told as": Role.FORM,
    "sex": Role.SEX,
    "age from": Role.AGE_FROM,
    "age to": Role.AGE_TO,
}
_NEEDED = (Role.NUMBER, Role.INDICATOR)
"""Read whatever stands in them: numbers are all blank where nothing but words were told."""


def recognise(head: Head) -> OwnExport | None:
    """Which of our own exports has such a head; those with hashtags are read by these."""
    if head.tag_row is not None:
        return None
    names = {fold_words(column.name) for column in head.columns}
    found = next((kind for kind, signs in _SIGNS if signs <= names), None)
    if found is OwnExport.LONG and names.isdisjoint(("form", "told as")):
        return OwnExport.OLDER
    if found is OwnExport.WIDE and not any(name.endswith(" said by") for name in names):
        return OwnExport.OLDER
    return found


def is_own_export(survey: Survey) -> bool:
    """Whether a table is an export of a tracker, by its tags or by the names of its columns."""
    return marks_forms(survey) or recognise(survey.head) is not None


def marks_forms(survey: Survey) -> bool:
    """Whether rows say in which form words stand in place of a number, as our exports do."""
    return any(tells_form(column.tag) for column in survey.head.columns)


def tag_places(head: Head) -> Head:
    """The head with the hashtags that the columns of places have in other exports."""
    columns = (replace(c, tag=_PLACE_TAGS.get(fold_words(c.name))) for c in head.columns)
    return replace(head, columns=tuple(columns))


def explain_own(kind: OwnExport, column: Column, *, is_filled: bool) -> Meaning:
    """What a column of an export is, of which `tag_places` gave its tag."""
    tag = read_tag(column.tag)
    if tag is not None:
        return (explain_tag(tag) or NOT_USED) if is_filled else NOT_USED
    role = _LONG_ROLES.get(fold_words(column.name))
    if kind is OwnExport.LONG or role is Role.DAY:
        known = role is not None and (is_filled or role in _NEEDED)
        return Meaning(role=role) if role and known else NOT_USED
    counted = explain_measure(column.name)
    is_new = counted and counted.measure and counted.measure.form is Form.NEW
    return counted if counted and not is_new else NOT_USED
