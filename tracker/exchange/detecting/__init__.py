"""What a table means: its head, its days and numbers, what its columns are, and what to ask."""

from tracker.exchange.detecting.area_levels import find_area_level
from tracker.exchange.detecting.calendars import Calendar
from tracker.exchange.detecting.dates import DayOrder, DayReading, NotADay, read_day
from tracker.exchange.detecting.day_heads import date_columns, find_day_columns
from tracker.exchange.detecting.digits import NotANumber, find_decimal_mark
from tracker.exchange.detecting.doubts import tell_doubts
from tracker.exchange.detecting.findings import (
    Asked,
    Findings,
    Notice,
    Option,
    Question,
    read_question,
)
from tracker.exchange.detecting.form_questions import ask_about_forms
from tracker.exchange.detecting.head_rows import MOST_HEAD_ROWS
from tracker.exchange.detecting.heads import Column, Head
from tracker.exchange.detecting.kept_surveys import read_survey, write_survey
from tracker.exchange.detecting.layouts import Layout
from tracker.exchange.detecting.marked_heads import tell_footnotes, tell_marked_heads
from tracker.exchange.detecting.meeting_rows import print_row
from tracker.exchange.detecting.narrowed import tell_narrowed
from tracker.exchange.detecting.numbers import Number, read_number, read_qualifier
from tracker.exchange.detecting.other_forms import tell_other_forms
from tracker.exchange.detecting.own_exports import is_own_export
from tracker.exchange.detecting.people_columns import tell_unused_people
from tracker.exchange.detecting.points import Point
from tracker.exchange.detecting.profiles import Profile, say_cell
from tracker.exchange.detecting.sheets import choose_sheet, list_other_sheets, tell_sheets
from tracker.exchange.detecting.spans import tell_spans
from tracker.exchange.detecting.suggestions import (
    Suggestion,
    suggest,
    suggest_counts,
    suggest_indicators,
)
from tracker.exchange.detecting.surveys import Survey, holds_rows, survey_table
from tracker.exchange.detecting.tables_beside import tell_beside
from tracker.exchange.detecting.traps import examine, list_choices
from tracker.exchange.detecting.unfilled import is_unfilled
from tracker.exchange.detecting.yearless import date_days, find_yearless

__all__ = [
    "MOST_HEAD_ROWS",
    "Asked",
    "Calendar",
    "Column",
    "DayOrder",
    "DayReading",
    "Findings",
    "Head",
    "Layout",
    "NotADay",
    "NotANumber",
    "Notice",
    "Number",
    "Option",
    "Point",
    "Profile",
    "Question",
    "Suggestion",
    "Survey",
    "ask_about_forms",
    "choose_sheet",
    "date_columns",
    "date_days",
    "examine",
    "find_area_level",
    "find_day_columns",
    "find_decimal_mark",
    "find_yearless",
    "holds_rows",
    "is_own_export",
    "is_unfilled",
    "list_choices",
    "list_other_sheets",
    "print_row",
    "read_day",
    "read_number",
    "read_qualifier",
    "read_question",
    "read_survey",
    "say_cell",
    "suggest",
    "suggest_counts",
    "suggest_indicators",
    "survey_table",
    "tell_beside",
    "tell_doubts",
    "tell_footnotes",
    "tell_marked_heads",
    "tell_narrowed",
    "tell_other_forms",
    "tell_sheets",
    "tell_spans",
    "tell_unused_people",
    "write_survey",
]
