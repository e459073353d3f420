"""The bare application: one row a request, committed, on the tracker's own server and database.

`python -m bench.bare_app DATABASE_URL --port N`: no accounts, no checks, no totals, no pages.
"""

from __future__ import annotations

import argparse
from datetime import date

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Column, Date, Integer, MetaData, Table, insert

from tracker.serve import listen, serve
from tracker.store.database import Database, open_database

NUMBERS = ("arrivals", "departures", "present", "sheltered", "capacity", "capacity_standby")

_METADATA = MetaData()
REPORTS = Table(
    "bare_report",
    _METADATA,
    Column("id", Integer, primary_key=True),
    Column("unit", Integer, nullable=False),
    Column("day", Date, nullable=False),
    *(Column(name, Integer, nullable=False) for name in NUMBERS),
)


def create_app(database: Database) -> Flask:
    """An application with the one view."""
    app = Flask("bare")
    _METADATA.create_all(database.write)
    statement = insert(REPORTS)

    @app.get("/health")
    def health() -> ResponseReturnValue:
        return {"status": "ok"}

    @app.post("/reports")
    def record() -> ResponseReturnValue:
        day = request.form.get("day", type=date.fromisoformat)
        row = {"unit": int(request.form["unit"]), "day": day}
        row |= {name: int(request.form[name]) for name in NUMBERS}
        with database.write.begin() as connection:
            connection.execute(statement, row)
        return redirect("/reports", code=303)

    return app


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--port", type=int, required=True)
    options = parser.parse_args()
    serve(create_app(open_database(options.url)), listen("127.0.0.1", options.port))


if __name__ == "__main__":
    main()
