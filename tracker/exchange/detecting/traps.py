"""What makes sums of other people's tables wrong: totals among parts, levels, rounds, rooms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from tracker.exchange.detecting.area_levels import tell_below
from tracker.exchange.detecting.calendars import UNKNOWN, Calendar
from tracker.exchange.detecting.column_sums import Values, find_sums
from tracker.exchange.detecting.companions import (
    OBSERVED,
    find_companions,
    find_marks,
    list_measured,
    tell_companions,
)
from tracker.exchange.detecting.day_questions import ask_about_days, ask_for_year
from tracker.exchange.detecting.doubts import tell_doubts
from tracker.exchange.detecting.faulty_cells import tell_faulty_cells
from tracker.exchange.detecting.findings import Asked, Findings, Notice, Option, Question
from tracker.exchange.detecting.form_columns import holds_both_forms, tell_unused_forms
from tracker.exchange.detecting.form_questions import ask_about_forms, ask_about_tags
from tracker.exchange.detecting.heads import Column
from tracker.exchange.detecting.layouts import Layout
from tracker.exchange.detecting.marked_heads import tell_footnotes, tell_marked_heads
from tracker.exchange.detecting.meeting_rows import ask_about_meeting_rows
from tracker.exchange.detecting.narrowed import tell_narrowed
from tracker.exchange.detecting.numbers import read_count
from tracker.exchange.detecting.other_heads import tell_other_heads
from tracker.exchange.detecting.own_exports import recognise
from tracker.exchange.detecting.people_columns import tell_people_words
from tracker.exchange.detecting.points import ask_about_points
from tracker.exchange.detecting.profiles import Profile, say_cell
from tracker.exchange.detecting.rivals import tell_rivals
from tracker.exchange.detecting.rooms import may_count_rooms
from tracker.exchange.detecting.sheets import tell_sheets
from tracker.exchange.detecting.shelter_states import ask_about_states
from tracker.exchange.detecting.shelters import tell_shelters
from tracker.exchange.detecting.silent_forms import tell_silent
from tracker.exchange.detecting.spans import tell_spans
from tracker.exchange.detecting.suggestions import Suggestion, suggest
from tracker.exchange.detecting.surveys import Survey
from tracker.exchange.detecting.thousands import ask_about_thousands
from tracker.exchange.detecting.total_rows import SAMPLE, ask_about_total_rows
from tracker.exchange.detecting.units import tell_unused_units
from tracker.exchange.detecting.unsure_heads import tell_unsure
from tracker.exchange.detecting.words import calls_rooms, counts_rooms, fold_words
from tracker.exchange.meanings import Meaning, Role
from tracker.exchange.reading.tables import Cell

_MOST_CHOICES = 12
_LONGEST_KIND = 40
_LEVEL = re.compile(r"\b(?:admin(?:istrative)? level|geo ?level|level|уров\w+)\b")
_ROUND = re.compile(r"\b(?:round|wave|раунд|волна|этап)\b")

ALL = Option(value="", words="All rows")


def examine(survey: Survey, suggestion: Suggestion, calendar: Calendar = UNKNOWN) -> Findings:
    """Everything to ask and tell about a table, given what its columns probably are.

    The zone of the calendar is the one that days are probably meant in: chosen before, or that of
    the operation.
    """
    if own := recognise(survey.head):
        told = (Notice(words=own.words),) if own.words else ()
        return Findings(questions=(), notices=told)
    sample = [_read_values(survey, cells) for _, cells in survey.first[:SAMPLE]]
    asked = (
        *ask(survey, suggestion.meanings, suggestion.layout, calendar),
        *ask_about_forms(survey, suggestion),
    )
    return Findings(
        questions=(*asked, *ask_about_tags(survey, suggestion, asked)),
        notices=(
            *tell_rivals(survey, suggestion.meanings, suggestion.rivals),
            *tell_silent(survey, suggestion.meanings),
            *tell_spans(survey, suggestion.meanings),
            *tell_shelters(survey, suggestion),
            *tell_below(survey, suggestion.meanings),
            *tell_companions(survey, suggestion.meanings),
            *tell_doubts(survey, suggestion.meanings),
            *tell_faulty_cells(survey),
            *tell_sheets(survey),
            *_tell_heads(survey, suggestion),
            *tell_narrowed(survey, suggestion.meanings),
            *tell_other_heads(survey, suggestion.meanings),
            *tell_unsure(suggestion.unsure),
            *tell_people_words(survey, suggestion.meanings),
            *tell_unused_units(survey, suggestion.meanings),
            *tell_unused_forms(survey, suggestion.meanings, suggestion.measures),
            *_tell_sums(survey, sample),
            *_tell_rooms(survey),
            *_tell_code_levels(survey, suggestion),
        ),
        undecided=frozenset(suggestion.unsure),
    )


def ask(
    survey: Survey,
    meanings: Mapping[str, Meaning],
    layout: Layout,
    calendar: Calendar,
    zone: str | None = None,
) -> tuple[Question, ...]:
    """Everything to ask about a table whose columns mean this; `calendar` is that of examine.

    With a `zone` that moments are to be read in it is asked about it only where it hardly fits.
    """
    if recognise(survey.head):
        return ()
    day = None if layout is Layout.DAYS else find_role(meanings, Role.DAY)
    tells_days = day is not None or layout is Layout.DAYS
    which = tuple(_ask_what_is_meant(survey, meanings, layout))
    apart = [question.column for question in which if question.asked is Asked.ONLY]
    return (
        *(ask_about_days(survey, day, calendar.zone, zone) if tells_days else ()),
        *(ask_for_year(survey, calendar.years) if layout is Layout.DAYS else ()),
        *ask_about_thousands(survey),
        *which,
        # Last: choosing another column asks once more, and moves no other question.
        *ask_about_points(survey, meanings),
        *ask_about_meeting_rows(survey, meanings, layout, apart),
    )


def _ask_what_is_meant(
    survey: Survey, meanings: Mapping[str, Meaning], layout: Layout
) -> Iterator[Question]:
    """Which rows are meant; those that were refused were when the others were read."""
    if not survey.head.is_of_refused:
        yield from ask_about_total_rows(survey, meanings, layout)
        yield from _ask_which_rows(survey, meanings)
        yield from _ask_which_marks(survey, meanings)
        yield from ask_about_states(survey, meanings, layout, ALL)


def _tell_heads(survey: Survey, suggestion: Suggestion) -> Iterator[Notice]:
    if suggestion.layout is Layout.DAYS:
        yield from tell_marked_heads(survey, suggestion.meanings)
        yield from tell_footnotes(survey)


def list_choices(survey: Survey) -> tuple[Notice, ...]:
    """Which columns somebody has to choose among, as long as nobody chose any."""
    suggestion = suggest(survey)
    return (
        *tell_rivals(survey, suggestion.meanings, suggestion.rivals),
        *tell_spans(survey, suggestion.meanings),
    )


def find_role(meanings: Mapping[str, Meaning], role: Role) -> str | None:
    """The column of a role."""
    return next((name for name, meaning in meanings.items() if meaning.role is role), None)


def _ask_which_rows(survey: Survey, meanings: Mapping[str, Meaning]) -> Iterator[Question]:
    """Columns by whose values a table holds the same thing several times."""
    for column in survey.head.columns:
        profile = survey.profile_of(column)
        values = [say_cell(value) for value in profile.values]
        if not 1 < len(values) <= _MOST_CHOICES or profile.is_day:
            continue
        words = fold_words(column.name)
        rooms = [value for value in values if calls_rooms(value)]
        if _LEVEL.search(words):
            why = "The rows are of several levels: a region beside its own districts"
        elif _ROUND.search(words):
            why = "The rows are of several rounds, which tell of the same people again"
        elif _tells_twice(survey, meanings, column):
            why = "The same is told as new and as a total so far, and a report has room for one"
        elif rooms and len(rooms) < len(values) and _are_kinds(values, profile):
            why = "Some rows count rooms, which are neither people nor places"
        else:
            continue
        others = [value for value in values if value not in rooms]
        yield Question(
            asked=Asked.ONLY,
            column=column.name,
            words=f"{why}. Which rows of “{column.name}” are meant?",
            options=(
                *(Option(value=value, words=f"Only {value}") for value in sorted(values)),
                ALL,
            ),
            likely=_suppose_rows(survey, meanings, column, others) if rooms else None,
        )


def _are_kinds(values: Sequence[str], profile: Profile) -> bool:
    """Whether a column says of what kind rows are: in words, which remarks are too long for."""
    return not profile.is_number and all(len(value) <= _LONGEST_KIND for value in values)


def _tells_twice(survey: Survey, meanings: Mapping[str, Meaning], column: Column) -> bool:
    """Whether a column of forms tells the same counts in both of them."""
    meaning = meanings.get(column.name)
    is_form = meaning is not None and meaning.role is Role.FORM
    return is_form and holds_both_forms(survey, meanings, column)


def _suppose_rows(
    survey: Survey, meanings: Mapping[str, Meaning], kind: Column, others: Sequence[str]
) -> str | None:
    """All rows where those of rooms count nothing wrong, else the only kind of other ones."""
    if not may_count_rooms(survey, meanings, kind):
        return ALL.value
    return others[0] if len(others) == 1 else None


def find_mark_column(survey: Survey, meanings: Mapping[str, Meaning]) -> Column | None:
    """The column that marks what the numbers of rows rest on, where some were not observed.

    One that goes with another column, `killed_mark` beside `killed`, says nothing of the rest.
    """
    companions = find_companions(survey, list_measured(meanings)).values()
    beside = {column for found in companions for column in found.columns}
    for column in survey.head.columns:
        marks = find_marks(survey, column)
        if column not in beside and marks and len(marks) > 1 and OBSERVED in marks:
            return column
    return None


def _ask_which_marks(survey: Survey, meanings: Mapping[str, Meaning]) -> Iterator[Question]:
    column = find_mark_column(survey, meanings)
    if column is not None:
        yield Question(
            asked=Asked.ONLY,
            column=column.name,
            words="Some numbers were not reported on their day but carried from an earlier one or "
            f"reckoned. Which rows of “{column.name}” are meant?",
            options=(Option(value=OBSERVED, words=f"Only {OBSERVED}"), ALL),
            likely=OBSERVED,
        )


def _tell_rooms(survey: Survey) -> Iterator[Notice]:
    rooms = tuple(c.name for c in survey.head.columns if counts_rooms(c.name))
    if rooms:
        yield Notice(
            words=f"{', '.join(rooms)}: rooms are neither people nor places, so these columns are "
            "not used. How many people a room holds is not in the file.",
            columns=rooms,
        )


def _tell_sums(survey: Survey, sample: Sequence[Values]) -> Iterator[Notice]:
    """Columns that are the sum of columns beside them."""
    columns = survey.head.columns
    numeric = [column.index for column in columns if survey.profile_of(column).is_number]
    for whole, parts in find_sums(numeric, sample).items():
        total, names = columns[whole].name, tuple(columns[part].name for part in parts)
        if not counts_rooms(total):
            yield Notice(
                words=f"{total} is the sum of {' and '.join(names)}. Use the sum, and the "
                "others as its parts at most: as the same number, of some of the people only.",
                columns=(total, *names),
            )


def _tell_code_levels(survey: Survey, suggestion: Suggestion) -> Iterator[Notice]:
    """Codes of which some begin with others: a region's rows stand beside its districts'."""
    name = find_role(suggestion.meanings, Role.AREA)
    column = survey.head.find(name) if name else None
    if column is None:
        return
    codes = {say_cell(value) for value in survey.profile_of(column).values}
    codes = {code for code in codes if re.fullmatch(r"[A-Z]{2}[0-9A-Z]*", code)}
    above = sorted(code for code in codes if any(c != code and c.startswith(code) for c in codes))
    if above:
        yield Notice(
            words=f"{', '.join(above[:3])} lies above other areas of the file. Rows about it are "
            "kept as claims beside the sum, never in it.",
            columns=(column.name,),
        )


def _read_values(survey: Survey, cells: Sequence[Cell]) -> Values:
    width = len(survey.head.columns)
    return [read_count(cells[index]) if index < len(cells) else None for index in range(width)]
