"""What each column of a table probably is, for a person to confirm."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from tracker.domain.counts import Form
from tracker.exchange.detecting.area_levels import settle_areas
from tracker.exchange.detecting.day_heads import find_day_columns
from tracker.exchange.detecting.doubts import tells_doubt
from tracker.exchange.detecting.form_columns import lend_forms, say_form, tells_row_form
from tracker.exchange.detecting.form_words import find_form
from tracker.exchange.detecting.heads import Column
from tracker.exchange.detecting.hxl import explain_tag, read_tag
from tracker.exchange.detecting.layouts import Layout, find_layout, lists_indicators
from tracker.exchange.detecting.marked_heads import find_marked_columns
from tracker.exchange.detecting.own_exports import (
    OwnExport,
    explain_own,
    marks_forms,
    recognise,
    tag_places,
)
from tracker.exchange.detecting.part_columns import drop_hosted, drop_other_forms
from tracker.exchange.detecting.people_columns import find_blank_people, tell_people
from tracker.exchange.detecting.rivals import settle_rivals
from tracker.exchange.detecting.role_choices import drop_role, keep_ages, keep_one, keep_only_one
from tracker.exchange.detecting.silent_forms import settle_totals
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.units import tells_unit
from tracker.exchange.detecting.unsure_heads import (
    list_unsure_words,
    set_unsure_apart,
    settle_unsure,
)
from tracker.exchange.detecting.words import (
    explain_measure,
    explain_role,
    fold_words,
    names_no_place,
)
from tracker.exchange.meanings import (
    NOT_USED,
    OWN_COLUMNS,
    PEOPLE_ROLES,
    Meaning,
    Measure,
    Role,
    lend_form,
)

_FEWEST_SHELTERS = 0.4
"""The part of the most names that a column needs to be one of shelters: groups have fewer."""
_PLACES = (Role.SHELTER, Role.AREA, Role.ABOVE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Suggestion:
    """The layout, and the meanings of columns by their names; `rivals` could mean the same.

    `shelters` are the columns that could name the shelter, that which is suggested first. `words`
    are what the cells of the column of indicators mean, and `indicator` what all numbers count, as
    far as that was decided. `unsure` are columns, and words of the column of indicators, that may
    count this or else: their heads say more than is known.
    """

    layout: Layout
    meanings: dict[str, Meaning]
    rivals: dict[str, tuple[str, ...]]
    shelters: tuple[str, ...] = ()
    unsure: dict[str, Meaning] = field(default_factory=dict)
    words: Mapping[str, Meaning] = field(default_factory=dict)
    indicator: Measure | None = None

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What is counted."""
        meanings = (*self.meanings.values(), *self.words.values())
        found = (*(meaning.measure for meaning in meanings), self.indicator)
        return tuple(measure for measure in found if measure)


def suggest(survey: Survey) -> Suggestion:
    """What each column probably is. Where several could be the same, one is chosen."""
    own = recognise(survey.head)
    if own and not own.is_readable:
        return _suggest_nothing(survey)
    if own:
        survey = replace(survey, head=tag_places(survey.head))
    meanings = _explain_all(survey, own)
    layout = find_layout(survey)
    if layout is Layout.DAYS:
        headed = (*find_day_columns(survey.head), *find_marked_columns(survey.head))
        days = [column.name for column in headed]
        meanings |= dict.fromkeys(days, NOT_USED)
        meanings = {
            name: NOT_USED if meaning.measure else meaning for name, meaning in meanings.items()
        }
    if layout is not Layout.ROWS:
        drop_role(meanings, Role.NUMBER)
    if layout is Layout.COLUMNS:
        drop_role(meanings, Role.INDICATOR)
    for role in (Role.DAY, Role.SOURCE, Role.INDICATOR, Role.NUMBER, Role.UNIT, Role.FORM):
        keep_one(meanings, role, lambda _name: 0)
    keep_only_one(meanings, Role.QUALIFIER)
    lend_forms(survey, meanings)
    meanings |= find_blank_people(survey, meanings, in_rows=layout is Layout.ROWS)
    keep_ages(meanings)
    if layout is not Layout.DAYS:
        _suppose_day(survey, meanings)
    shelters = _list_shelters(survey, meanings)
    _settle_places(survey, meanings)
    unsure = set_unsure_apart(survey, meanings)
    drop_hosted(meanings)
    rivals = settle_rivals(survey, meanings)
    drop_other_forms(meanings)
    unsure = settle_unsure(meanings, unsure, rivals)
    return Suggestion(
        layout=layout,
        meanings=meanings,
        rivals=rivals,
        shelters=shelters,
        unsure=unsure | list_unsure_words(survey, meanings),
    )


def _explain_all(survey: Survey, own: OwnExport | None) -> dict[str, Meaning]:
    """What each column says that it is."""
    columns = survey.head.columns
    if own is None:
        meanings = {column.name: _explain(survey, column) for column in columns}
        settle_totals(survey, meanings)
        return meanings
    filled = {column.name: bool(survey.profile_of(column).filled) for column in columns}
    return {c.name: explain_own(own, c, is_filled=filled[c.name]) for c in columns}


def _suggest_nothing(survey: Survey) -> Suggestion:
    """Of our own files that cannot be taken in as they are: a person may still choose."""
    meanings = {column.name: NOT_USED for column in survey.head.columns}
    return Suggestion(layout=Layout.COLUMNS, meanings=meanings, rivals={})


def suggest_counts(survey: Survey) -> dict[str, Measure]:
    """The columns that are probably counts, sure or not, each with what it counts."""
    found = suggest(survey)
    return {
        name: one.measure for name, one in (found.meanings | found.unsure).items() if one.measure
    }


def _explain(survey: Survey, column: Column) -> Meaning:
    """What a column probably is; refused rows tell less of theirs than our hashtags do."""
    tag = read_tag(column.tag)
    tagged = explain_tag(tag) if tag else None
    if column.unused or column.name in OWN_COLUMNS:
        return NOT_USED
    if not survey.profile_of(column).filled:
        return NOT_USED
    if tagged and survey.head.is_settled:
        return tagged
    return _explain_filled(survey, column, tagged)


def _explain_filled(survey: Survey, column: Column, tagged: Meaning | None) -> Meaning:
    if told := _find_told(survey, column):
        return Meaning(role=told)
    if column.tag and tagged is None:
        return NOT_USED
    return _explain_known(survey, column, tagged)


def _find_told(survey: Survey, column: Column) -> Role | None:
    """What a column tells of the numbers of its rows, None for nothing of the kind."""
    if tells_doubt(survey, column):
        return Role.QUALIFIER
    if people := tell_people(survey, column):
        return people
    if tells_unit(survey, column):
        return Role.UNIT
    return Role.FORM if tells_row_form(survey, column) else None


def _explain_known(survey: Survey, column: Column, tagged: Meaning | None) -> Meaning:
    """What a column is whose tag means this, None where it has no tag."""
    profile = survey.profile_of(column)
    if lists_indicators(survey, column):
        return Meaning(role=Role.INDICATOR)
    meaning = lend_form(tagged or _explain_head(survey, column), say_form(column))
    if meaning.role in PEOPLE_ROLES:
        return NOT_USED
    if meaning.measure and not profile.is_mostly_number and not marks_forms(survey):
        return NOT_USED
    if meaning.role is Role.DAY and not profile.is_day:
        return NOT_USED
    is_no_place = profile.is_number or names_no_place(column.name)
    if meaning.role in _PLACES and not tagged and is_no_place:
        return NOT_USED
    return meaning


def _explain_head(survey: Survey, column: Column) -> Meaning:
    profile = survey.profile_of(column)
    if profile.is_mostly_number and (measure := explain_measure(column.name)):
        return measure
    role = explain_role(column.name)
    if role in (Role.QUALIFIER, *PEOPLE_ROLES) or (role is Role.NUMBER and not profile.is_number):
        role = None
    return Meaning(role=role) if role else NOT_USED


def _suppose_day(survey: Survey, meanings: dict[str, Meaning]) -> None:
    """Where no column is the day by its head, the only one that holds nothing but dates is it."""
    if any(meaning.role is Role.DAY for meaning in meanings.values()):
        return
    found = [column.name for column in survey.head.columns if _holds_dates(survey, column)]
    if len(found) == 1 and meanings[found[0]] == NOT_USED:
        meanings[found[0]] = Meaning(role=Role.DAY)


def _holds_dates(survey: Survey, column: Column) -> bool:
    """Whether a column holds days, and not numbers that could be read as such."""
    profile = survey.profile_of(column)
    tagged = read_tag(column.tag) is not None
    return profile.is_day and not profile.is_number and not tagged


def _list_shelters(survey: Survey, meanings: dict[str, Meaning]) -> tuple[str, ...]:
    """Columns that may name shelters, those with the most names first; no kinds and groups."""
    named = {
        name: _count_values(survey, name)
        for name, meaning in meanings.items()
        if meaning.role is Role.SHELTER
    }
    least = max(named.values(), default=0) * _FEWEST_SHELTERS
    found = sorted(named, key=lambda name: -named[name])
    return tuple(name for name in found if named[name] >= least)


def _drop_sparse_areas(survey: Survey, meanings: dict[str, Meaning]) -> None:
    """Leave out what names areas less often than another column of the same hashtag.

    Codes that only some areas have leave the rows of the others without a place.
    """
    fullest: dict[str, int] = defaultdict(int)
    filled: dict[str, tuple[str, int]] = {}
    for column in survey.head.columns:
        tag = read_tag(column.tag)
        if tag and meanings[column.name].role in (Role.AREA, Role.ABOVE):
            found = survey.profile_of(column).filled
            filled[column.name] = tag.base, found
            fullest[tag.base] = max(fullest[tag.base], found)
    sparse = [name for name, (base, found) in filled.items() if found < fullest[base]]
    meanings |= dict.fromkeys(sparse, NOT_USED)


def _count_values(survey: Survey, name: str) -> int:
    column = survey.head.find(name)
    return survey.profile_of(column).different if column else 0


def _settle_places(survey: Survey, meanings: dict[str, Meaning]) -> None:
    """Keep one column of each role that names places."""
    settle_areas(survey, meanings)
    _drop_sparse_areas(survey, meanings)
    for role in _PLACES:
        keep_one(meanings, role, lambda name: _count_values(survey, name))
    _lower_areas(meanings)


def _lower_areas(meanings: dict[str, Meaning]) -> None:
    """Where nothing names a district, the area above is what the rows are about."""
    roles = {meaning.role for meaning in meanings.values()}
    if Role.AREA in roles or Role.SHELTER in roles:
        return
    for name, meaning in meanings.items():
        if meaning.role is Role.ABOVE:
            meanings[name] = Meaning(role=Role.AREA)


def suggest_indicators(values: Iterable[str], form: Form | None = None) -> dict[str, Meaning]:
    """What the words in a column of indicators mean; `form` is that of those which say none."""
    meanings = {
        value: lend_form(explain_measure(value) or NOT_USED, find_form(fold_words(value)) or form)
        for value in values
    }
    drop_hosted(meanings)
    return meanings
