"""Whatever is changed past the triggers is found, and named."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.audit.links import read_links, work_out_hash
from tests.audit.tampering import do_acts, drop_protection, tamper
from tests.databases import Databases
from tests.histories import make_operation
from tests.recording.drafts import noon_of
from tracker.audit import links
from tracker.audit.chain import Head, append, find_head
from tracker.audit.stored import load_contents
from tracker.audit.verify import Break, find_break
from tracker.domain.audit import Act, Author, Entry
from tracker.store.database import Database


def act_unprotected(session: Session) -> None:
    make_operation(session)
    do_acts(session)
    drop_protection(session)


@pytest.fixture
def done(databases: Databases) -> Iterator[Database]:
    """A database with those acts, in which the triggers are gone."""
    with databases.own(databases.keep(act_unprotected)[0]) as database:
        yield database


def verify(database: Database, **options: Any) -> Break | None:
    with database.reader() as session:
        return find_break(session, **options)


def test_what_nobody_changed_holds(done: Database) -> None:
    told: list[tuple[int, int]] = []
    assert verify(done, progress=lambda now, total: told.append((now, total))) is None
    assert told == [(9, 9)]
    with done.reader() as session:
        head = find_head(session)
    assert head.number == 9
    for first in range(1, 10):
        assert verify(done, first=first, kept=head) is None
        assert verify(done, first=first, kept=Head(number=1, hash=read_first(done))) is None


def read_first(database: Database) -> bytes:
    with database.reader() as session:
        found = read_links(session)[0]["hash"]
    assert isinstance(found, bytes)
    return found


REVISION = "version 1 of report 1, 6 Aug 2024 15:00 UTC, by Someone"
CHANGES = {
    "UPDATE report_count SET value = 3 WHERE indicator = 'killed'": (2, REVISION),
    "UPDATE report_count SET indicator = 'missing' WHERE indicator = 'killed'": (2, REVISION),
    "DELETE FROM report_count WHERE indicator = 'killed'": (2, REVISION),
    "UPDATE report_count_part SET value = 2 WHERE sex = 'f'": (2, REVISION),
    "DELETE FROM report_count_part WHERE sex = 'm'": (2, REVISION),
    "UPDATE revision SET note = NULL WHERE id = 1": (2, REVISION),
    "UPDATE report SET day = '2024-08-07' WHERE id = 1": (2, REVISION),
    "UPDATE report SET grade = 'A' WHERE id = 1": (2, REVISION),
    "UPDATE report SET is_late = true WHERE id = 1": (2, REVISION),
    "DELETE FROM report WHERE id = 1": (2, REVISION),
    "DELETE FROM revision_effect WHERE revision_id = 1": (2, REVISION),
    "DELETE FROM revision WHERE id = 1": (2, "Link 2 (version of a report"),
    "UPDATE submission_conflict SET person_id = 9": (3, "conflict 1"),
    "DELETE FROM submission_conflict": (3, "is about something that is no longer stored"),
    "UPDATE audit_link SET details = '{}' WHERE number = 4": (4, "(settings changed, 6 Aug"),
    "UPDATE audit_link SET person_id = NULL WHERE number = 4": (4, "by nobody signed in"),
    "UPDATE audit_link SET person_id = 77 WHERE number = 4": (4, "by person 77"),
    "UPDATE audit_link SET version = 2 WHERE number = 4": (4, "not known"),
    "UPDATE audit_link SET number = 20 WHERE number = 4": (4, "Link 4 is missing."),
    "DELETE FROM audit_link WHERE number = 4": (4, "Link 4 is missing."),
    "DELETE FROM audit_link WHERE number = 1": (1, "Link 1 is missing."),
    "DELETE FROM audit_link": (1, "Link 1 is missing."),
    "UPDATE audit_link SET hash = content WHERE number = 5": (5, "its hash does not fit"),
    "UPDATE revision SET reason = 'none' WHERE id = 2": (5, "version 2 of report 1"),
    "UPDATE decision SET kind = 'verified'": (6, "decision on report 1"),
    "DELETE FROM decision": (6, "decision on a report"),
    "UPDATE series_ruling SET reason = 'other'": (7, "ruling 1"),
    "DELETE FROM audit_link WHERE number = 9": (None, "Version 1 of report 2 has no link"),
    "UPDATE report SET withdrawn = true WHERE id = 2": (None, "to stand of report 2"),
    "UPDATE report SET review = 'verified' WHERE id = 1": (None, "to stand of report 1"),
    "UPDATE report SET head_seq = 1 WHERE id = 1": (None, "to stand of report 1"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_found_and_named(done: Database, change: str) -> None:
    tamper(done, change)
    found = verify(done)
    number, words = CHANGES[change]
    assert found is not None
    assert found.number == number
    assert words in found.sentence


def test_a_change_before_the_beginning_is_left_to_a_whole_walk(done: Database) -> None:
    tamper(done, "UPDATE report_count SET value = 3 WHERE indicator = 'killed'")
    assert verify(done, first=3) is None
    assert verify(done, first=2) is not None


def test_a_walk_that_begins_beyond_the_end_says_so(done: Database) -> None:
    found = verify(done, first=12)
    assert found is not None
    assert found.sentence == "Link 11 is missing."


def test_an_act_stored_past_the_tracker_has_no_link(done: Database) -> None:
    tamper(
        done,
        "INSERT INTO decision (id, report_id, seq, kind, person_id, recorded_at)"
        " VALUES (7, 2, 1, 'disputed', 1, '2024-08-06 15:00:00')",
        "UPDATE report SET review = 'disputed' WHERE id = 2",
    )
    found = verify(done)
    assert found is not None
    assert found.sentence == "Decision on report 2 has no link: the tracker did not store it."


def test_an_act_put_between_others_has_no_link(done: Database) -> None:
    tamper(
        done,
        "INSERT INTO decision (id, report_id, seq, kind, person_id, recorded_at)"
        " VALUES (0, 1, 1, 'disputed', 1, '2024-08-06 15:00:00')",
    )
    found = verify(done)
    assert found is not None
    assert "Decision on report 1 has no link" in found.sentence


def test_a_link_that_comes_twice_is_about_nothing(done: Database) -> None:
    with done.writer() as session:
        link = read_links(session)[1]
        by = Author(person_id=1, at=noon_of(0))
        content = link["content"]
        append(session, Entry(act=Act.REVISION, by=by, subject_id=1, content=content))
        session.commit()
    found = verify(done)
    assert found is not None
    assert (found.number, "no longer stored" in found.sentence) == (10, True)


def test_links_cut_off_at_the_end_are_found_by_a_kept_head(done: Database) -> None:
    with done.reader() as session:
        kept = find_head(session)
    cut = ("DELETE FROM report_count", "DELETE FROM report_count_part")
    rows = ("DELETE FROM revision_effect", "DELETE FROM revision", "DELETE FROM decision")
    rest = ("DELETE FROM conflict_settlement", "DELETE FROM submission_conflict")
    tamper(
        done,
        *cut,
        *rows,
        *rest,
        "DELETE FROM series_ruling",
        "DELETE FROM audit_link WHERE number > 1",
    )
    assert verify(done) is None
    found = verify(done, kept=kept)
    assert found is not None
    assert found.sentence == "The chain ends with link 1, but link 9 was kept."


def test_a_chain_made_anew_is_found_by_a_kept_head(done: Database) -> None:
    with done.reader() as session:
        kept = find_head(session)
        links_before = read_links(session)
    tamper(
        done,
        "UPDATE report_count SET value = 3 WHERE indicator = 'killed'",
        "DELETE FROM audit_link WHERE number > 1",
    )
    with done.writer() as session:
        for link in links_before[1:]:
            subject = link["subject_id"]
            now = load_contents(session, link["act"], [subject]) if link["content"] else {}
            by = Author(person_id=link["person_id"], at=link["recorded_at"])
            made = Entry(
                act=Act(link["act"]),
                by=by,
                subject_id=subject,
                content=now[subject][0] if subject in now else None,
                details=json.loads(link["details"] or "{}"),
            )
            append(session, made)
        session.commit()
    assert verify(done) is None
    for first in (1, 9):
        broken = verify(done, kept=kept, first=first)
        assert broken is not None
        assert broken.sentence == "Link 9 is not the one that was kept: the chain was made anew."


@pytest.mark.parametrize(
    ("change", "number", "words"),
    [
        ("UPDATE audit_link SET recorded_at = 'noon' WHERE number = 4", 4, "cannot be read"),
        ("UPDATE audit_link SET recorded_at = 'noon' WHERE number = 1", 1, "cannot be read"),
        ("UPDATE revision SET confirmed = '[' WHERE id = 2", 5, "something else"),
        ("UPDATE revision SET kind = 'guess' WHERE id = 2", 5, "something else"),
        ("UPDATE decision SET kind = 'guess' WHERE id = 1", 6, "something else"),
        ("UPDATE report_count SET value = 'many' WHERE indicator = 'killed'", 2, "something else"),
        ("UPDATE revision_effect SET effects = '0' WHERE revision_id = 1", 2, "something else"),
    ],
)
def test_what_only_sqlite_stores_is_found_too(
    sqlite_databases: Databases, change: str, number: int, words: str
) -> None:
    with sqlite_databases.own(sqlite_databases.keep(act_unprotected)[0]) as database:
        tamper(database, "PRAGMA ignore_check_constraints = ON", change)
        found = verify(database)
        assert found is not None
        assert (found.number, words in found.sentence) == (number, True), found.sentence


def test_a_decision_of_a_later_batch_that_is_none_makes_its_report_wrong(
    sqlite_databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "BATCH", 3)
    with sqlite_databases.own(sqlite_databases.keep(act_unprotected)[0]) as database:
        guess = "UPDATE decision SET kind = 'guess' WHERE id = 1"
        tamper(database, "PRAGMA ignore_check_constraints = ON", guess)
        found = verify(database)
        assert found is not None
        assert "to stand of report 1" in found.sentence


def test_a_link_made_anew_is_left_by_the_next_one(done: Database) -> None:
    with done.reader() as session:
        link = read_links(session)[3] | {"details": "{}"}
    anew = work_out_hash(link).hex()
    value = f"x'{anew}'" if done.dialect == "sqlite" else f"'\\x{anew}'"
    tamper(done, f"UPDATE audit_link SET details = '{{}}', hash = {value} WHERE number = 4")  # noqa: S608
    found = verify(done)
    assert found is not None
    assert found.number == 5
    assert "does not follow on link 4: one of them was made anew." in found.sentence


def test_a_long_chain_is_walked_in_batches(done: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "BATCH", 3)
    told: list[tuple[int, int]] = []
    assert verify(done, progress=lambda now, total: told.append((now, total))) is None
    assert told == [(3, 9), (6, 9), (9, 9)]
    assert verify(done, first=5) is None
    tamper(done, "UPDATE series_ruling SET reason = 'other'")
    found = verify(done)
    assert found is not None
    assert found.number == 7
