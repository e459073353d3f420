"""What a long file is imported into, with what its tests ask about it."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.audit.links import assert_whole, read_links
from tests.web.imports.conftest import Places
from tests.web.imports.steps import said
from tests.web.imports.test_long_files import token_of
from tests.web.strict_client import StrictClient
from tracker.registry.people import Person
from tracker.store.database import Database
from tracker.totals.check import find_differences
from tracker.web.shared.kept_files import KeptFile, find_file


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """What a file is imported into, on either engine."""

    client: StrictClient
    app: Flask
    database: Database
    anna: Person
    district: int

    def find_file(self, address: str) -> KeptFile:
        with self.app.app_context():
            return find_file(token_of(address), self.anna.id)

    def list_values(self) -> list[int | None]:
        """The first counts of the district's reports that stand."""

        @contextmanager
        def read() -> Iterator[Session]:
            with self.database.reader() as session:
                yield session

        return said(read, self.district)

    def check_nothing(self) -> None:
        """Totals are those of the reports, and the audit trail holds."""
        with self.database.reader() as session:
            assert list(find_differences(session)) == []
            assert_whole(read_links(session))

    def read_last_link(self) -> tuple[str, int, Any]:
        with self.database.reader() as session:
            last = read_links(session)[-1]
        return last["act"], last["person_id"], json.loads(last["details"])


@pytest.fixture
def site(
    client: StrictClient, app: Flask, web_database: Database, anna: Person, places: Places
) -> Site:
    return Site(client=client, app=app, database=web_database, anna=anna, district=places.district)
