"""What an older schema held comes through the migrations."""

import hashlib
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tracker.domain.days import Limits
from tracker.registry.boundaries import list_outlines
from tracker.registry.operation import require_operation
from tracker.registry.tokens import TokenDraft, TokenUse, add_token, find_bearer, list_tokens
from tracker.store.database import open_database
from tracker.store.migrate import apply, upgrade


def test_an_operation_of_the_first_schema_comes_through(blank_url: str) -> None:
    database = open_database(blank_url)
    try:
        with database.write.begin() as connection:
            apply(connection, until="0001")
            connection.execute(
                text(
                    "INSERT INTO operation (id, name, start_day, time_zone, deadline_hour, "
                    "stale_after, household_size, is_example) "
                    "VALUES (1, 'Border', '2024-08-06', 'UTC', 10, 5, 2.5, false)"
                )
            )
        upgrade(database)
        with database.reader() as session:
            operation = require_operation(session)
        assert (operation.name, operation.clock.limits) == ("Border", Limits(stale_after=5))
    finally:
        database.dispose()


PERSON = (
    "INSERT INTO person (id, email, display_name, active, fs_uniquifier, created_at) "
    "VALUES (1, 'olga@example.org', 'Olga', true, 'x', '2024-08-06 10:00:00')"
)
PLACE = (
    "INSERT INTO place (id, kind, level, name, valid_from) "
    "VALUES (1, 'area', 0, 'Country', '2024-08-06')"
)
ACT = (
    "INSERT INTO published_act (id, kind, place_id, reason, person_id, recorded_at) "
    "VALUES (7, 'register', 1, 'closed', 1, '2024-08-09 10:00:00')"
)
CHANGE = (
    "INSERT INTO published_change (place_id, act_id, indicator, first_day, value_after) "
    "VALUES (1, 7, 'killed', '2024-08-06', 3)"
)


def test_what_acts_changed_in_published_totals_comes_through(blank_url: str) -> None:
    database = open_database(blank_url)
    try:
        with database.write.begin() as connection:
            apply(connection, until="0012")
            for statement in (PERSON, PLACE, ACT, CHANGE):
                connection.execute(text(statement))
        upgrade(database)
        with database.write.connect() as connection:
            act = connection.execute(text("SELECT * FROM published_act")).one()
            change = connection.execute(text("SELECT * FROM published_change")).one()
        assert (act.id, act.kind, act.reason, act.import_id) == (7, "register", "closed", None)
        assert (change.act_id, change.value_before, change.value_after) == (7, None, 3)
        for statement in ("UPDATE published_act SET id = 8", "DELETE FROM published_change"):
            with database.write.begin() as connection, pytest.raises(DBAPIError, match="append"):
                connection.execute(text(statement))
        with database.write.begin() as connection:
            connection.execute(text(ACT.replace("7, 'register'", "8, 'import'")))
    finally:
        database.dispose()


ROLES = (
    "INSERT INTO role (id, name) VALUES (1, 'official')",
    "INSERT INTO person_role (person_id, role_id) VALUES (1, 1)",
)
FEED_TOKEN = (
    "INSERT INTO feed_token (id, person_id, name, token_hash, made_at) "
    "VALUES (5, 1, 'Outlook', :hash, '2024-08-09 10:00:00')"
)
MADE = datetime(2024, 8, 20, 9, 0, tzinfo=UTC)


def test_the_addresses_of_feeds_go_on_working(blank_url: str) -> None:
    database = open_database(blank_url)
    try:
        with database.write.begin() as connection:
            apply(connection, until="0013")
            for statement in (PERSON, *ROLES):
                connection.execute(text(statement))
            fingerprint = hashlib.sha256(b"secret").digest()
            connection.execute(text(FEED_TOKEN), {"hash": fingerprint})
        upgrade(database)
        with database.writer() as session:
            bearer = find_bearer(session, "secret", TokenUse.FEED)
            assert (bearer.person.display_name, bearer.token.name) == ("Olga", "Outlook")
            assert not bearer.token.may_write
            add_token(session, 1, TokenDraft(use=TokenUse.FEED, name="Next"), now=MADE)
            names = [token.name for token in list_tokens(session, 1, TokenUse.FEED)]
            assert names == ["Next", "Outlook"]
    finally:
        database.dispose()


AREA = PLACE.replace("'Country'", "'Square'")
BOUNDARY = '{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}'
SHAPE = "INSERT INTO area_shape (place_id, geometry) VALUES (1, '{}')"


def test_boundaries_that_are_there_get_outlines(blank_url: str) -> None:
    database = open_database(blank_url)
    try:
        with database.write.begin() as connection:
            apply(connection, until="0014")
            connection.exec_driver_sql(AREA)
            connection.exec_driver_sql(SHAPE.format(BOUNDARY))
        upgrade(database)
        with database.reader() as session:
            (outline,) = list_outlines(session, [1]).values()
        assert len(outline.shape.polygons[0][0]) == 5
        assert not outline.is_schematic
    finally:
        database.dispose()
