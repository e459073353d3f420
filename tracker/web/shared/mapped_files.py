"""A file opened as a saved mapping says, or as it says itself."""

from __future__ import annotations

from tracker.domain.errors import InvalidField
from tracker.exchange.detecting import Calendar, Survey
from tracker.exchange.detecting.own_exports import recognise
from tracker.exchange.importing import require_answers
from tracker.exchange.mapping import ImportMapping, begin_mapping, name_as_read
from tracker.exchange.reading import Book, Limits
from tracker.web.shared.courses import Tell, say_nothing
from tracker.web.shared.opened_files import Chosen, find_table, survey_file


def survey_mapped(
    content: bytes,
    name: str,
    limits: Limits,
    mapping: ImportMapping | None,
    tell: Tell = say_nothing,
    *,
    calendar: Calendar,
) -> tuple[Survey, ImportMapping]:
    """The table that a mapping is for, and what the file itself says where there is none.

    It does by its hashtags, or as one of our own exports.

    `calendar` is that of the operation. Raises FileUnreadable, and InvalidField where the file
    lacks the sheet or says nothing of itself, or where it leaves something to be decided.
    """

    def choose(book: Book) -> Chosen:
        sheet = mapping.sheet if mapping else None
        table = find_table(book, sheet)
        if table is None:
            raise InvalidField("mapping", f"There is no sheet {sheet} in this file")
        return (table, mapping.head_row, mapping.head_rows) if mapping else (table, None, None)

    _, survey = survey_file(content, name, limits, choose, tell)
    if mapping is not None:
        return survey, name_as_read(mapping, survey)
    own = recognise(survey.head)
    if own and not own.is_readable:
        raise InvalidField("mapping", own.words)
    if own is None and survey.head.tag_row is None:
        problem = "Name a mapping: no hashtags say what the columns of this file are"
        raise InvalidField("mapping", problem)
    begun = begin_mapping(survey)
    require_answers(survey, begun, calendar)
    return survey, begun
