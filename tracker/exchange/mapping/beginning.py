"""The mapping that a table begins with: what is suggested for it, before anybody decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import Survey, say_cell, suggest, suggest_indicators
from tracker.exchange.detecting.companions import OBSERVED
from tracker.exchange.detecting.day_questions import decide_order, list_day_cells
from tracker.exchange.detecting.form_columns import find_number_form, find_one_form
from tracker.exchange.detecting.own_exports import recognise
from tracker.exchange.detecting.traps import find_mark_column
from tracker.exchange.mapping.gazetteer import Gazetteer
from tracker.exchange.mapping.mappings import ImportMapping
from tracker.exchange.mapping.named_areas import settle_by_cells
from tracker.exchange.meanings import NOT_USED, Meaning, Role, count_of, list_forms


def begin_mapping(
    survey: Survey,
    sheet: str | None = None,
    head_row: int | None = None,
    find_places: Callable[[], Gazetteer] | None = None,
) -> ImportMapping:
    """What is suggested for a table, with the order of its days where they tell it.

    Of a table that marks its numbers, those that were observed are read. Whether its places are
    areas or shelters is held against the registered ones, where they can be asked for. Of what may
    count something else nothing is said.
    """
    found = suggest(survey)
    columns = found.meanings
    if find_places is not None:
        columns = settle_by_cells(survey, columns, find_places)
    columns = {name: m for name, m in columns.items() if name not in found.unsure}
    day = next((name for name, m in found.meanings.items() if m.role is Role.DAY), None)
    marks = None if recognise(survey.head) else find_mark_column(survey, found.meanings)
    return ImportMapping(
        layout=found.layout,
        sheet=sheet,
        head_row=head_row,
        head_rows=max(1, survey.head.rows),
        columns={name: meaning for name, meaning in columns.items() if meaning != NOT_USED},
        words={
            word: meaning
            for word, meaning in _suggest_words(survey, found.meanings).items()
            if word not in found.unsure
        },
        order=decide_order(list_day_cells(survey, day)),
        only={marks.name: (OBSERVED,)} if marks else {},
    )


def suppose_missing(mapping: ImportMapping, survey: Survey) -> ImportMapping:
    """A mapping of which the table has not all columns, with what is suggested for its others.

    What only one column can be, and another one is already, is not suggested. One that fits stays
    as it is: what it does not name was left out once.
    """
    missing = mapping.find_missing(survey)
    if not missing:
        return mapping
    here = {name: m for name, m in mapping.columns.items() if name not in missing}
    taken = {(meaning.role, meaning.measure) for meaning in here.values()}
    found = suggest(survey)
    supposed = {
        name: meaning
        for name, meaning in found.meanings.items()
        if name not in {*here, *found.unsure}
        and meaning != NOT_USED
        and (meaning.role, meaning.measure) not in taken
    }
    return replace(mapping, columns={**mapping.columns, **supposed})


def _suggest_words(survey: Survey, columns: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """What the cells of the column of indicators probably mean."""
    name = next((name for name, m in columns.items() if m.role is Role.INDICATOR), None)
    column = survey.head.find(name) if name else None
    if column is None:
        return {}
    words = list(map(say_cell, survey.profile_of(column).values))
    if recognise(survey.head):
        # What a row tells in another form says so itself.
        known = [indicator for indicator in Indicator if indicator.value in words]
        return {i.value: count_of(i, list_forms(i)[-1]) for i in known}
    form = find_number_form(survey, columns) or find_one_form(survey, columns)
    return suggest_indicators(words, form)
