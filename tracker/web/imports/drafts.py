"""An import under way: what was found in the kept file, with what was decided so far."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache

from tracker.exchange.detecting import (
    Calendar,
    Findings,
    Survey,
    examine,
    read_survey,
    suggest,
    write_survey,
)
from tracker.exchange.mapping import (
    Gazetteer,
    ImportMapping,
    begin_mapping,
    name_as_read,
    suppose_missing,
)
from tracker.exchange.meanings import Meaning, Role
from tracker.exchange.reading import Book, Limits, Row, Table, open_file
from tracker.web.shared.courses import Tell, say_nothing
from tracker.web.shared.kept_files import KeptFile
from tracker.web.shared.long_files import is_long
from tracker.web.shared.opened_files import (
    Chosen,
    Where,
    find_table,
    is_heavy,
    share_of_opening,
    survey_file,
)

_SURVEY, _LONG = "survey", "long"


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """A file under way, by its kept file: how it was read, the names of its tables, the chosen one.

    The file itself is opened only by who reads the rows of the table, and once.
    """

    file: KeptFile
    format: str
    tables: tuple[str, ...]
    survey: Survey
    mapping: ImportMapping


def make_draft(
    file: KeptFile,
    limits: Limits,
    where: Where | None = None,
    tell: Tell = say_nothing,
    *,
    find_places: Callable[[], Gazetteer] | None = None,
) -> Draft:
    """Open a kept file and keep what was found in it. Another place in it begins anew.

    `find_places` gives the registered places, where what a column names has to be told by them.
    Raises FileUnreadable.
    """
    kept = file.mapping if where is None else None
    if kept is not None:
        where = Where(sheet=kept.sheet, head_row=kept.head_row, head_rows=kept.head_rows)
    there = where or Where()

    def choose(book: Book) -> Chosen:
        table = find_table(book, there.sheet) or book.tables[0]
        return table, there.head_row, there.head_rows

    book, survey = survey_file(file.content, file.name, limits, choose, tell)
    tables = [table.name for table in book.tables]
    # A file that takes long to open is long too: each step would open it while somebody waits.
    beside = is_long(survey) or is_heavy(file.content)
    file.write_note(_LONG, f"{share_of_opening(file.content)}" if beside else "")
    if kept is not None:
        mapping = suppose_missing(name_as_read(kept, survey), survey)
    else:
        mapping = begin_mapping(survey, there.sheet, there.head_row, find_places)
    note = {
        "asked": _say_asked(mapping),
        "format": book.format,
        "tables": tables,
        "survey": write_survey(survey),
    }
    # JSON may hold halves of signs, which no page could show either.
    text = json.dumps(note, ensure_ascii=False).encode(errors="replace").decode()
    file.write_note(_SURVEY, text)
    if mapping != kept:
        file.save(mapping)
    return Draft(
        file=file, format=book.format, tables=tuple(tables), survey=survey, mapping=mapping
    )


def is_worked_on_beside(file: KeptFile) -> bool:
    """Whether an opened file is read and recorded beside the pages."""
    return bool(file.read_note(_LONG))


def find_share_of_opening(file: KeptFile) -> float:
    """The part of reading a file beside the pages that opening it once more is; 0 if unknown."""
    try:
        return float(file.read_note(_LONG) or 0)
    except ValueError:
        # Noted in another form, as before an update.
        return 0


def find_draft(file: KeptFile, limits: Limits) -> Draft | None:
    """The draft as it was made before, None where the file was not opened yet.

    Nor was it where another sheet or head was looked at than what was decided is about: a server
    may stop between the two notes, and two pages may write them at once. What was noted in another
    form, as before an update, is found out anew.
    """
    said, mapping = file.read_note(_SURVEY), file.mapping
    if said is None or mapping is None:
        return None
    note = json.loads(said)
    kept = note.get("survey") if isinstance(note, dict) else None
    survey = read_survey(kept, _make_reader(file, limits))
    if survey is None or note["asked"] != _say_asked(mapping):
        return None
    return Draft(
        file=file,
        format=note["format"],
        tables=tuple(note["tables"]),
        survey=survey,
        mapping=mapping,
    )


def _say_asked(mapping: ImportMapping) -> list[str | int | None]:
    """Where a mapping says that the table stands."""
    return [mapping.sheet, mapping.head_row, mapping.head_rows]


def open_rows(draft: Draft) -> None:
    """Open the file for who reads its rows next. Raises FileUnreadable."""
    next(draft.survey.table.read(), None)


def _make_reader(file: KeptFile, limits: Limits) -> Callable[[str], Iterator[Row]]:
    @cache
    def find(name: str) -> Table:
        book = open_file(file.content, file.name, limits)
        return book.find(name) or book.tables[0]

    return lambda name: find(name).read()


def find_findings(draft: Draft, zone: str | None, years: Collection[int]) -> Findings:
    """What there is to ask and to tell, with the columns as they are mapped.

    `zone` is the operation's time zone, `years` are those that it has lasted in.
    """
    survey = draft.survey
    if draft.mapping.sheet:  # which somebody chose beside the others
        survey = replace(survey, other_sheets=())
    found = suggest(survey)
    columns = {c.name: draft.mapping.columns.get(c.name) for c in draft.survey.head.columns}
    meanings = {name: m or Meaning(role=Role.NOTHING) for name, m in columns.items()}
    decided = draft.mapping.columns.keys() | draft.mapping.words.keys()
    suggestion = replace(
        found,
        layout=draft.mapping.layout,
        meanings=meanings,
        words=draft.mapping.words,
        indicator=draft.mapping.constants.indicator,
        unsure={name: m for name, m in found.unsure.items() if name not in decided},
    )
    calendar = Calendar(zone=draft.mapping.zone or zone, years=years)
    return examine(survey, suggestion, calendar)
