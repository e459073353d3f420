"""The form that says what the columns of a file mean, and answers what was asked about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import BooleanField
from wtforms.validators import DataRequired

from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import (
    Column,
    Findings,
    Layout,
    find_day_columns,
    say_cell,
)
from tracker.exchange.mapping import ImportMapping, say_place
from tracker.exchange.meanings import (
    MEASURES,
    NOT_USED,
    PEOPLE_ROLES,
    Meaning,
    Measure,
    Role,
)
from tracker.registry.sources import Source
from tracker.registry.tree import Place
from tracker.web.imports.answers import (
    find_offered,
    make_question,
    name_answer,
)
from tracker.web.imports.drafts import Draft
from tracker.web.imports.people_choices import (
    list_people,
    split_meaning,
)
from tracker.web.shared.choices import ChoiceField, RadiosField, SelectChoice
from tracker.web.shared.forms import BaseForm, DayField

LAYOUT_WORDS = {
    Layout.COLUMNS: "Each kind of count has its column",
    Layout.ROWS: "Each count has its row, and a column says what it counts",
    Layout.DAYS: "Each day has its column",
}
ROLE_WORDS = {
    Role.NOTHING: "Not used",
    Role.DAY: "Day",
    Role.AREA: "Area: its name or code",
    Role.ABOVE: "Area above: the region the area lies in",
    Role.SHELTER: "Shelter: its name or code",
    Role.SOURCE: "Source",
    Role.INDICATOR: "What the row counts",
    Role.NUMBER: "The number of the row",
    Role.QUALIFIER: "How sure the number in the row is",
    Role.UNIT: "Whether the row counts people or households",
    Role.FORM: "New, or a total so far",
    Role.SEX: "Sex of the people in the row",
    Role.AGE: "Age of the people in the row",
    Role.AGE_FROM: "Youngest age of the people",
    Role.AGE_TO: "Oldest age of the people",
}
_WHERE, _WHOM = "Place, day and source", "Whom the row counts"
LARGEST_WORDS = 40


def say_measure(measure: Measure) -> str:
    """A measure as people choose it: `Killed, total so far`."""
    label = measure.indicator.definition.label
    rest = measure.words.removeprefix(measure.indicator.value).strip(" ,")
    return f"{label}, {rest}" if rest else label


def list_measures(others: Sequence[Measure] = ()) -> list[SelectChoice]:
    """All measures to choose from, each indicator's together, with others that are in use."""
    found = {m.words: m for m in (*MEASURES.values(), *others)}
    order = list(Indicator)
    ranked = sorted(found.values(), key=lambda m: (order.index(m.indicator), m.words))
    return [SelectChoice(m.words, say_measure(m), optgroup="Counts") for m in ranked]


class ColumnsForm(BaseForm):
    """What holds for the whole file; fields of columns and questions are added by make_form."""

    layout = RadiosField(
        "How the file is laid out",
        noun="how the file is laid out",
        choices=[SelectChoice(layout.value, words) for layout, words in LAYOUT_WORDS.items()],
        coerce=str,
    )
    area = ChoiceField(
        "Place of all rows", noun="a place from the list", description="Where no column says it."
    )
    day = DayField("Day of all rows", description="Where no column says it.")
    source = ChoiceField(
        "Source of all rows",
        noun="a source from the list",
        description="Who says so, where no column does.",
    )
    indicator = ChoiceField(
        "What all numbers count",
        noun="a number from the list",
        description="Where no column says it.",
    )
    add_rows = BooleanField(
        "Add rows up that are about the same place and day",
        description="For lists of events or parts. Otherwise rows that differ are refused.",
    )
    add_columns = BooleanField(
        "Add columns up that count the same",
        description="For parts that have a column each, such as places people came from. Choose "
        "the same for all of them, and not for their sum.",
    )
    add_parts = BooleanField(
        "Add parts by sex or age up where nothing says the number of all people",
        description="Only where they are everybody: women and men, or all ages. Otherwise rows "
        "with parts alone are refused.",
    )


def make_form(
    draft: Draft, findings: Findings, places: Sequence[Place], sources: Sequence[Source]
) -> ColumnsForm:
    """The form of a draft, filled with what was decided, or with what is sent."""
    fields: dict[str, Any] = {}
    data: dict[str, Any] = {}
    used = [m.measure for m in draft.mapping.columns.values() if m.measure]
    meanings, people = _list_meanings(), list_people(used)
    for column in list_open_columns(draft):
        name = f"column_{column.index}"
        chosen = draft.mapping.columns.get(column.name, NOT_USED)
        is_open = column.name in findings.undecided
        fields[name] = _make_list(column.name, meanings, is_open=is_open)
        data[name], who = ("", "") if is_open else split_meaning(chosen)
        if may_count_people(draft, column):
            name = f"people_{column.index}"
            fields[name] = ChoiceField(
                f"Which people {column.name} counts", noun="people from the list", choices=people
            )
            data[name] = who
    for number, (word, meaning) in enumerate(list_words(draft).items()):
        parts = [meaning.measure] if meaning.measure else []
        choices = [SelectChoice(NOT_USED.words, "Not used"), *list_measures(parts)]
        is_open = word in findings.undecided
        fields[f"word_{number}"] = _make_list(word, choices, is_open=is_open)
        data[f"word_{number}"] = "" if is_open else meaning.words
    for number, question in enumerate(findings.questions):
        name = name_answer(question, number)
        fields[name] = make_question(question)
        data[name] = find_offered(question, draft.mapping)
    form_class = type("FilledColumnsForm", (ColumnsForm,), fields)
    form: ColumnsForm = form_class(data=_describe(draft.mapping) | data)
    _offer(form, places, sources)
    return form


def _make_list(label: str, choices: list[SelectChoice], *, is_open: bool) -> ChoiceField:
    """The list of what a column or a word means; of one that is open something has to be chosen."""
    noun = "a meaning from the list"
    if not is_open:
        return ChoiceField(label, noun=noun, choices=choices)
    required = [DataRequired(f"Choose what “{label}” counts")]
    blank = SelectChoice("", "Choose what it is")
    return ChoiceField(label, validators=required, noun=noun, choices=[blank, *choices])


def list_open_columns(draft: Draft) -> list[Column]:
    """The columns that could mean several things: not those that are headed by days."""
    days = frozenset(list_day_columns(draft))
    return [column for column in draft.survey.head.columns if column not in days]


def may_count_people(draft: Draft, column: Column) -> bool:
    """Whether a column holds numbers, of which people may be chosen; ages are none."""
    meaning = draft.mapping.columns.get(column.name, NOT_USED)
    if meaning.role in PEOPLE_ROLES:
        return False
    profile = draft.survey.profile_of(column)
    return meaning.measure is not None or (profile.numbers > 0 and not profile.is_day)


def find_people_field(form: ColumnsForm, column: Column) -> ChoiceField | None:
    """The second list of a column; None where it holds no numbers."""
    found = next((field for field in form if field.name == f"people_{column.index}"), None)
    return found if isinstance(found, ChoiceField) else None


def list_day_columns(draft: Draft) -> list[Column]:
    """The columns that are headed by the day of their counts; none in other layouts."""
    if draft.mapping.layout is not Layout.DAYS:
        return []
    return find_day_columns(draft.survey.head)


def list_words(draft: Draft) -> dict[str, Meaning]:
    """The words of the column of indicators with what they mean so far."""
    name = draft.mapping.find(Role.INDICATOR)
    column = draft.survey.head.find(name) if name else None
    if column is None:
        return {}
    words = [say_cell(value) for value in draft.survey.profile_of(column).values]
    return {word: draft.mapping.words.get(word, NOT_USED) for word in words[:LARGEST_WORDS]}


def _list_meanings() -> list[SelectChoice]:
    roles = [
        SelectChoice(role.value, words, optgroup=_WHOM if role in PEOPLE_ROLES else _WHERE)
        for role, words in ROLE_WORDS.items()
    ]
    return [*roles, *list_measures()]


def _describe(mapping: ImportMapping) -> dict[str, Any]:
    constants = mapping.constants
    return {
        "layout": mapping.layout.value,
        "area": constants.shelter or constants.area or "",
        "day": date.fromisoformat(constants.day) if constants.day else None,
        "source": constants.source or "",
        "indicator": constants.indicator.words if constants.indicator else "",
        "add_rows": mapping.add_rows,
        "add_columns": mapping.add_columns,
        "add_parts": mapping.add_parts,
    }


def _offer(form: ColumnsForm, places: Sequence[Place], sources: Sequence[Source]) -> None:
    paths = [SelectChoice(say_place(place), say_place(place)) for place in places]
    form.area.choices = _keep_chosen([SelectChoice("", "As the file says"), *paths], form.area.data)
    names = [SelectChoice(source.name, source.name) for source in sources]
    form.source.choices = [SelectChoice("", "As the file says"), *names]
    form.indicator.choices = [SelectChoice("", "As the file says"), *list_measures()]


def _keep_chosen(choices: list[SelectChoice], chosen: str | None) -> list[SelectChoice]:
    """The choices, with a code or name that a shared mapping uses in place of a path."""
    known = {choice.value for choice in choices}
    return choices if not chosen or chosen in known else [*choices, SelectChoice(chosen, chosen)]
