"""The floor: the same bytes in, the same rows out as in the tracker, and nothing in between.

`python -m bench.floor_app DATABASE_URL --port N`: it takes the daily report's form as the tracker
does, with cookie and token, and writes the rows of a unit's first report, in plain statements and
one commit. It does not ask who sent it, checks nothing, and knows of no day before.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import Column, Table, select

from bench.operations import COUNTED
from tracker.app import describe_settings
from tracker.config import read_settings
from tracker.domain.audit import VERSION, Act
from tracker.domain.counts import default_form
from tracker.domain.indicators import Indicator
from tracker.domain.windows import COVERAGE
from tracker.serve import listen, serve
from tracker.store.audit import LINK
from tracker.store.base import table_of
from tracker.store.database import Database, open_database
from tracker.store.places import PlaceRow
from tracker.store.reports import CountRow, EffectRow, ReportRow, RevisionRow
from tracker.store.totals import AreaChangeRow, AreaSumRow, UnitDayRow

ANYBODY = 1
"""The person of every revision; any that there is will do."""


def create_app(database: Database) -> Flask:
    """An application with the one view."""
    app = Flask("floor")
    app.config.update(describe_settings(read_settings()))
    CSRFProtect(app)
    statements = _Statements(database.dialect)
    above = _load_areas(database)

    @app.get("/health")
    def health() -> ResponseReturnValue:
        return {"status": "ok"}

    @app.post("/units/<int:place_id>/report")
    def record(place_id: int) -> ResponseReturnValue:
        sent = _Sent(
            place_id=place_id,
            areas=above[place_id],
            day=date.fromisoformat(request.form["day"]),
            source_id=int(request.form["source"]),
            submission=UUID(request.form["submission_id"]),
            moment=datetime.now(UTC),
            counts={code: int(request.form[f"{code}-value"]) for code in COUNTED},
        )
        with database.write.begin() as connection:
            cursor = connection.connection.cursor()
            report_id = statements.write(cursor, sent)
        return redirect(f"/reports/{report_id}/receipt/1", code=303)

    return app


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sent:
    """What a form says; `areas` are those above the place."""

    place_id: int
    areas: Sequence[int]
    day: date
    source_id: int
    submission: UUID
    moment: datetime
    counts: Mapping[Indicator, int]

    @property
    def series(self) -> list[tuple[str, str, int]]:
        """Key, form and value of each series."""
        found = [(code.value, default_form(code).value, n) for code, n in self.counts.items()]
        return [*found, (COVERAGE, "level", 0)]


class _Lines:
    """Rows of one table, and the statement that writes them; what is not given stays empty."""

    def __init__(self, table: Table, mark: str, *, numbered: bool = False) -> None:
        columns = [c for c in table.columns if not (numbered and c.name == "id")]
        self._empty = {column.name: _find_empty(column) for column in columns}
        marks = ", ".join([mark] * len(columns))
        names = ", ".join(self._empty)
        self.insert = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"
        keys = [column.name for column in table.primary_key]
        sets = (f"{c} = {table.name}.{c} + excluded.{c}" for c in self._empty if c not in keys)
        self.add = f"{self.insert} ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {', '.join(sets)}"

    def make(self, **values: Any) -> tuple[Any, ...]:
        """A row."""
        return tuple((self._empty | values).values())


class _Statements:
    """The statements of one report, as an engine's driver takes them."""

    def __init__(self, dialect: str) -> None:
        self._is_sqlite = dialect == "sqlite"
        mark = "?" if self._is_sqlite else "%s"
        self._reports = _Lines(table_of(ReportRow), mark, numbered=True)
        self._revisions = _Lines(table_of(RevisionRow), mark, numbered=True)
        self._counts = _Lines(table_of(CountRow), mark)
        self._effects = _Lines(table_of(EffectRow), mark)
        self._points = _Lines(table_of(UnitDayRow), mark)
        self._changes = _Lines(table_of(AreaChangeRow), mark)
        self._sums = _Lines(table_of(AreaSumRow), mark)
        self._links = _Lines(LINK, mark)

    def write(self, cursor: Any, sent: _Sent) -> int:
        """Write a report with all that follows from it; gives its id."""
        day: Any = sent.day.isoformat() if self._is_sqlite else sent.day
        moment: Any = sent.moment.isoformat(" ")[:26] if self._is_sqlite else sent.moment
        report_id = self._append_report(cursor, sent, day)
        revision_id = self._append_revision(cursor, sent, report_id, moment)
        cursor.executemany(self._counts.insert, self._list_counts(revision_id, sent))
        effects = [[code.value, str(sent.day), None, value] for code, value in sent.counts.items()]
        kept = self._effects.make(revision_id=revision_id, effects=json.dumps(effects))
        cursor.execute(self._effects.insert, kept)
        cursor.executemany(self._points.insert, self._list_points(report_id, day, sent))
        cursor.executemany(self._changes.add, self._list_changes(day, sent))
        cursor.executemany(self._sums.add, self._list_sums(sent))
        self._append_link(cursor, revision_id, moment)
        return report_id

    def _append_report(self, cursor: Any, sent: _Sent, day: Any) -> int:
        row = self._reports.make(
            place_id=sent.place_id,
            day=day,
            source_id=sent.source_id,
            grade="B",
            head_seq=1,
            review="unreviewed",
        )
        return _read_number(cursor, f"{self._reports.insert} RETURNING id", row)

    def _append_revision(self, cursor: Any, sent: _Sent, report_id: int, moment: Any) -> int:
        row = self._revisions.make(
            report_id=report_id,
            seq=1,
            kind="original",
            channel="form",
            submission_id=sent.submission.hex if self._is_sqlite else sent.submission,
            body_hash=bytes(32),
            person_id=ANYBODY,
            recorded_at=moment,
        )
        return _read_number(cursor, f"{self._revisions.insert} RETURNING id", row)

    def _list_counts(self, revision_id: int, sent: _Sent) -> list[tuple[Any, ...]]:
        return [
            self._counts.make(
                revision_id=revision_id, indicator=key, form=form, value=value, qualifier="exact"
            )
            for key, form, value in sent.series[:-1]
        ]

    def _list_points(self, report_id: int, day: Any, sent: _Sent) -> list[tuple[Any, ...]]:
        return [
            self._points.make(
                place_id=sent.place_id,
                indicator=key,
                day=day,
                report_id=report_id,
                form=form,
                stated=value,
                same_low=value,
                same_high=value,
                review="unreviewed",
                value=value,
                low=value,
                high=value,
                unreviewed=value,
            )
            for key, form, value in sent.series
        ]

    def _list_sums(self, sent: _Sent) -> list[tuple[Any, ...]]:
        """Of all series but the units reporting, whose sum a report leaves as it is."""
        return [
            self._sums.make(
                place_id=area,
                indicator=key,
                value=value,
                low=value,
                high=value,
                unreviewed=value,
            )
            for area in sent.areas
            for key, _, value in sent.series[:-1]
        ]

    def _list_changes(self, day: Any, sent: _Sent) -> list[tuple[Any, ...]]:
        return [
            self._changes.make(
                place_id=area,
                indicator=key,
                day=day,
                value=value,
                low=value,
                high=value,
                unreviewed=value,
                known=1,
                reporting=1,
                lapses=1,
            )
            for area in sent.areas
            for key, _, value in sent.series
        ]

    def _append_link(self, cursor: Any, revision_id: int, moment: Any) -> None:
        cursor.execute("SELECT number, hash FROM audit_link ORDER BY number DESC LIMIT 1")
        ((number, before),) = cursor.fetchall()
        link = self._links.make(
            number=number + 1,
            version=VERSION,
            act=Act.REVISION.value,
            subject_id=revision_id,
            content=bytes(32),
            person_id=ANYBODY,
            recorded_at=moment,
            previous=before,
            hash=sha256(before).digest(),
        )
        cursor.execute(self._links.insert, link)


def _find_empty(column: Column[Any]) -> int | None:
    kind = column.type.python_type
    return kind() if issubclass(kind, int) and not column.nullable else None


def _read_number(cursor: Any, statement: str, row: Sequence[Any]) -> int:
    cursor.execute(statement, row)
    ((number,),) = cursor.fetchall()
    return int(number)


def _load_areas(database: Database) -> dict[int, list[int]]:
    """The areas above each place."""
    with database.reader() as session:
        parents = dict(session.execute(select(PlaceRow.id, PlaceRow.parent_id)).tuples().all())
    return {place: list(_climb(parents, place)) for place in parents}


def _climb(parents: Mapping[int, int | None], place: int) -> Iterator[int]:
    at = parents[place]
    while at is not None:
        yield at
        at = parents[at]


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--port", type=int, required=True)
    options = parser.parse_args()
    serve(create_app(open_database(options.url)), listen("127.0.0.1", options.port))


if __name__ == "__main__":
    main()
