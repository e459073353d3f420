"""Time the corrections page at 100 thousand kept changes: `python -m bench.corrections`."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import click
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.app import create_app
from tracker.config import Settings
from tracker.example import create as create_example
from tracker.extensions import current_database
from tracker.registry.people import find_by_email
from tracker.store.base import table_of
from tracker.store.insertion import insert_rows, reserve_ids
from tracker.store.migrate import upgrade
from tracker.store.places import PlaceRow
from tracker.store.published import PublishedActRow, PublishedChangeRow

ACTS = 25_000
REPEATS = 15
OFFICIAL = "official@example.org"
FIRST = date(2024, 8, 6)


@click.command()
@click.option("--acts", default=ACTS, show_default=True)
def main(acts: int) -> None:
    """Make acts in the example operation and open pages of the feed.

    Elapsed and processor time: the first grows with whatever else the machine does.
    """
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(instance=Path(folder), testing=True))
        with app.app_context():
            database = current_database()
            upgrade(database)
            create_example(database, now=datetime.now(UTC))
            with database.writer() as session:
                rows = _add_acts(session, acts)
                district = session.execute(
                    select(PlaceRow.id).where(PlaceRow.level == 2).limit(1)
                ).scalar_one()
                session.commit()
            client = app.test_client()
            _sign_in(client)
            click.echo(f"{acts:,} acts, {rows:,} kept changes, SQLite")
            for address in _list_addresses(acts, district):
                elapsed, busy = _measure(client, address)
                click.echo(f"  {elapsed:6.1f} ms elapsed {busy:6.1f} ms busy  {address}")


def _add_acts(session: Session, acts: int) -> int:
    """Corrections of one unit after the other, each with its district, region and country."""
    units = session.execute(
        select(PlaceRow.id, PlaceRow.parent_id).where(PlaceRow.level == 3).order_by(PlaceRow.id)
    ).all()
    parents: dict[int, int | None] = dict(
        session.execute(select(PlaceRow.id, PlaceRow.parent_id)).all()
    )
    ids = reserve_ids(session, table_of(PublishedActRow), acts)
    moments = (datetime(2024, 9, 6, tzinfo=UTC) + timedelta(minutes=n) for n in range(acts))
    made: list[dict[str, Any]] = []
    changes: list[dict[str, Any]] = []
    for number, (act_id, moment) in enumerate(zip(ids, moments, strict=True)):
        unit = units[number % len(units)].id
        made.append(_make_act(act_id, unit, moment))
        place: int | None = unit
        while place is not None:
            changes.append(_make_change(act_id, place, number))
            place = parents[place]
    insert_rows(session, table_of(PublishedActRow), made)
    insert_rows(session, table_of(PublishedChangeRow), changes)
    return len(changes)


def _make_act(act_id: int, place_id: int, moment: datetime) -> dict[str, Any]:
    return {
        "id": act_id,
        "kind": "register",
        "place_id": place_id,
        "report_id": None,
        "revision_id": None,
        "decision_id": None,
        "reason": "made up for the benchmark",
        "person_id": 1,
        "recorded_at": moment,
    }


def _make_change(act_id: int, place_id: int, number: int) -> dict[str, Any]:
    first = FIRST + timedelta(days=number % 30)
    numbers = {f"{name}_before": number for name in ("value", "low", "high")}
    numbers |= {f"{name}_after": number + 3 for name in ("value", "low", "high")}
    indicator = ("killed", "present", "sheltered")[number % 3]
    last = None if indicator == "killed" else first + timedelta(days=2)
    keys = {"place_id": place_id, "act_id": act_id, "indicator": indicator}
    return keys | {"first_day": first, "last_day": last} | numbers


def _sign_in(client: FlaskClient) -> None:
    with current_database().reader() as session:
        found = find_by_email(session, OFFICIAL)
    with client.session_transaction() as browser:
        browser["_user_id"] = found.session_key if found else ""
        browser["_fresh"] = True


def _list_addresses(acts: int, district: int) -> Iterator[str]:
    yield "/corrections"
    yield f"/corrections?before={acts // 2}"
    yield f"/corrections?place={district}&from=2024-08-08&to=2024-08-08&indicator=present"
    yield "/corrections?kind=withdrawal&indicator=killed"
    yield "/corrections?from=2024-08-06&to=2024-08-06&indicator=hospitalised"


def _measure(client: FlaskClient, address: str) -> tuple[float, float]:
    """Median milliseconds, elapsed and of the processor."""
    elapsed: list[float] = []
    busy: list[float] = []
    for _ in range(REPEATS):
        begun, worked = time.perf_counter(), time.process_time()
        response = client.get(address)
        elapsed.append((time.perf_counter() - begun) * 1000)
        busy.append((time.process_time() - worked) * 1000)
        if response.status_code != 200:
            raise RuntimeError(f"{address}: {response.status}")
    return statistics.median(elapsed), statistics.median(busy)


if __name__ == "__main__":
    main()
