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
from sqlalchemy import Table, select

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
from tracker.store.totals import AreaChangeRow, UnitDayRow

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


class _Statements:
    """The statements of one report, as an engine's driver takes them."""

    def __init__(self, dialect: str) -> None:
        self._is_sqlite = dialect == "sqlite"
        self._mark = "?" if self._is_sqlite else "%s"
        self.report = f"{self._insert(table_of(ReportRow), 'id')} RETURNING id"
        self.revision = f"{self._insert(table_of(RevisionRow), 'id')} RETURNING id"
        self.count = self._insert(table_of(CountRow))
        self.effects = self._insert(table_of(EffectRow))
        self.point = self._insert(table_of(UnitDayRow))
        self.change = self._add(table_of(AreaChangeRow))
        self.last_link = "SELECT number, hash FROM audit_link ORDER BY number DESC LIMIT 1"
        self.link = self._insert(LINK)

    def _insert(self, table: Table, left_out: str = "") -> str:
        names = [column.name for column in table.columns if column.name != left_out]
        marks = ", ".join([self._mark] * len(names))
        return f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({marks})"

    def _add(self, table: Table) -> str:
        keys = [column.name for column in table.primary_key]
        added = [column.name for column in table.columns if column.name not in keys]
        sets = ", ".join(f"{name} = {table.name}.{name} + excluded.{name}" for name in added)
        return f"{self._insert(table)} ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {sets}"

    def write(self, cursor: Any, sent: _Sent) -> int:
        """Write a report with all that follows from it; gives its id."""
        day: Any = sent.day.isoformat() if self._is_sqlite else sent.day
        moment: Any = sent.moment.isoformat(" ")[:26] if self._is_sqlite else sent.moment
        submission: Any = sent.submission.hex if self._is_sqlite else sent.submission
        report = (sent.place_id, day, sent.source_id, "B", 1, False, "unreviewed", False)
        report_id = _append(cursor, self.report, report)
        acts = (report_id, 1, "original", "form", submission, bytes(32), None, None, None)
        revision_id = _append(cursor, self.revision, (*acts, ANYBODY, moment))
        cursor.executemany(self.count, _list_counts(revision_id, sent))
        cursor.execute(self.effects, (revision_id, _describe_effects(sent)))
        cursor.executemany(self.point, _list_points(report_id, day, sent))
        cursor.executemany(self.change, _list_changes(day, sent))
        cursor.execute(self.last_link)
        ((number, before),) = cursor.fetchall()
        act = (VERSION, Act.REVISION.value, revision_id, bytes(32), ANYBODY, moment, None)
        cursor.execute(self.link, (number + 1, *act, before, sha256(before).digest()))
        return report_id


def _append(cursor: Any, statement: str, row: Sequence[Any]) -> int:
    cursor.execute(statement, row)
    ((number,),) = cursor.fetchall()
    return int(number)


def _list_counts(revision_id: int, sent: _Sent) -> list[tuple[Any, ...]]:
    nothing = (None,) * 5
    return [
        (revision_id, key, form, value, "exact", *nothing) for key, form, value in sent.series[:-1]
    ]


def _describe_effects(sent: _Sent) -> str:
    day = sent.day.isoformat()
    return json.dumps([[code.value, day, None, value] for code, value in sent.counts.items()])


def _list_points(report_id: int, day: Any, sent: _Sent) -> list[tuple[Any, ...]]:
    rows = []
    for key, form, value in sent.series:
        said = (report_id, form, value, value, value, None, None, "unreviewed", False, 0, False)
        fold = (value, value, value, 0, 0, value, 0, False, 0, 0, None, 0, None)
        rows.append((sent.place_id, key, day, *said, *fold))
    return rows


def _list_changes(day: Any, sent: _Sent) -> list[tuple[Any, ...]]:
    rows = []
    for area in sent.areas:
        for key, _, value in sent.series:
            state = (value, value, value, 0, 0, value, 0, 1, 0, 0, 0)
            rows.append((area, key, day, *state, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0))
    return rows


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
