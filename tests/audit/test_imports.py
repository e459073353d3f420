"""The chain holds which row of a file became what, which were refused, and that it was undone."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.audit.links import read_links
from tests.audit.tampering import drop_protection, import_and_undo, tamper
from tests.databases import Databases
from tests.exchange.importing.acts import take_in
from tests.exchange.importing.test_changed_by_people import correct, edition
from tests.exchange.importing.test_recording import ARRIVALS, PRESENT
from tests.histories import make_operation
from tests.recording.drafts import level, new
from tracker.audit import stored
from tracker.audit.chain import append
from tracker.audit.contents import hash_row
from tracker.audit.verify import Break, find_break
from tracker.domain.audit import Act, Author, Entry
from tracker.store.base import Base
from tracker.store.database import Database

IMPORTED = 3
"""The number of the import's link: it follows on that of the report."""


def undo_unprotected(session: Session) -> None:
    make_operation(session)
    import_and_undo(session)
    drop_protection(session)


@pytest.fixture
def undone(databases: Databases) -> Iterator[Database]:
    """A database in which a file was taken in, with a row refused, and undone; unprotected."""
    with databases.own(databases.keep(undo_unprotected)[0]) as database:
        yield database


def verify(database: Database, **options: Any) -> Break | None:
    with database.reader() as session:
        return find_break(session, **options)


CHANGES = {
    "UPDATE import_report SET file_rows = '3'": (IMPORTED, "(imported 1, 26 Aug"),
    "UPDATE import_report SET report_id = 9": (IMPORTED, "something else than what is stored"),
    "UPDATE import_report SET import_id = 2": (IMPORTED, "something else than what is stored"),
    "DELETE FROM import_report": (IMPORTED, "the import itself, the rows of its file that were"),
    "INSERT INTO import_report VALUES (2, 1, 1, '5')": (IMPORTED, "something else"),
    "INSERT INTO import_report VALUES (2, 7, 1, '5')": (
        None,
        "A row of a file, said to be of import 7, has no link",
    ),
    "UPDATE import_refused SET reason = 'other'": (IMPORTED, "something else than what is stored"),
    "UPDATE import_refused SET cells = '[]'": (IMPORTED, "something else than what is stored"),
    "DELETE FROM import_refused": (IMPORTED, "or those that were refused, were changed."),
    "INSERT INTO import_refused VALUES (7, 1, '', '[]')": (None, "said to be of import 7"),
    "INSERT INTO import_words VALUES (1, 1, '[]')": (IMPORTED, "something else than what is"),
    "INSERT INTO import_words VALUES (7, 1, '[]')": (None, "said to be of import 7"),
    "UPDATE import_run SET refused = 0": (IMPORTED, "something else than what is stored"),
    "UPDATE import_undo SET reason = 'other'": (5, "(import undone, 26 Aug"),
    "UPDATE import_undo SET person_id = 9": (5, "does not say what is stored of it now"),
    "UPDATE import_undo SET recorded_at = '2024-08-14 00:00:01'": (5, "does not say"),
    "DELETE FROM import_undo": (5, "does not say what is stored of it now"),
    "INSERT INTO import_undo VALUES (7, 'none', 1, '2024-08-14 00:00:00')": (
        None,
        "The mark that import 7 was undone has no link: the tracker did not store it.",
    ),
    "UPDATE audit_link SET content = NULL WHERE number = 3": (IMPORTED, "its hash does not fit"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_found_and_named(undone: Database, change: str) -> None:
    assert verify(undone) is None
    tamper(undone, change)
    found = verify(undone)
    number, words = CHANGES[change]
    assert found is not None
    assert (found.number, words in found.sentence) == (number, True), found.sentence


def test_a_moment_that_cannot_be_read_is_found(undone: Database) -> None:
    if undone.dialect != "sqlite":
        return  # PostgreSQL takes moments only
    tamper(undone, "UPDATE import_undo SET recorded_at = 'noon'")
    found = verify(undone)
    assert found is not None
    assert found.number == 5


def test_an_undoing_that_was_marked_past_the_tracker_has_no_link(undone: Database) -> None:
    tamper(undone, "DELETE FROM audit_link WHERE number = 5")
    found = verify(undone)
    assert found is not None
    assert found.sentence.startswith("The mark that import 1 was undone has no link")


def read_run(session: Session) -> dict[str, Any]:
    return dict(session.execute(select(Base.metadata.tables["import_run"])).mappings().one())


def work_out(run: Mapping[str, Any], *rows: str) -> bytes:
    """The content of an import by the documentation, of the lines of its rows."""
    reports, refused, *words = (hashlib.sha256(lines.encode()).hexdigest() for lines in rows)
    kept = {
        name: value.hex() if isinstance(value, bytes) else value
        for name, value in run.items()
        if value is not None
    }
    kept["submission_id"] = str(run["submission_id"])
    kept["recorded_at"] = run["recorded_at"].strftime("%Y-%m-%dT%H:%M:%S.%f+00:00")
    said = {"import_refused": refused, "import_report": reports, "import_run": kept}
    said |= dict(zip(["import_words"], words, strict=False))
    written = json.dumps(said, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).digest()


def test_the_content_of_an_import_is_as_documented(undone: Database) -> None:
    with undone.reader() as session:
        run = read_run(session)
        found = work_out(
            run,
            '{"file_rows":"2","import_id":1,"report_id":1,"revision_id":1}\n',
            '{"cells":["2024-08-08","Whole","x",""],"file_row":3,"import_id":1,'
            '"reason":"Enter a number, this is \\u201cx\\u201d"}\n',
        )
        assert read_links(session)[IMPORTED - 1]["content"] == found


def test_what_imports_said_beside_what_stands_is_held_too(own_operation: Database) -> None:
    with own_operation.writer() as session:
        first = take_in(session, edition(1, 2))
        correct(session, new(ARRIVALS, 5), level(PRESENT, 2))
        confirming = take_in(session, edition(5, 2))
        links = [link for link in read_links(session) if link["act"] == Act.IMPORTED]
        runs = Base.metadata.tables["import_run"]
        run = dict(session.execute(select(runs).where(runs.c.id == confirming)).mappings().one())
        drop_protection(session)
        session.commit()
    words = (
        '{"counts":[{"form":"new","indicator":"arrivals","qualifier":"exact","value":5},'
        '{"form":"level","indicator":"present","qualifier":"exact","value":2}],'
        f'"import_id":{confirming},"report_id":1}}\n'
    )
    assert [link["subject_id"] for link in links] == [first, confirming]
    assert links[-1]["content"] == work_out(run, "", "", words)
    assert verify(own_operation) is None
    tamper(own_operation, "DELETE FROM import_words")
    found = verify(own_operation)
    assert found is not None
    assert "something else than what is stored" in found.sentence


def test_rows_are_read_in_batches(undone: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "_AT_ONCE", 1)
    assert verify(undone) is None


def test_an_import_of_before_rows_were_held_still_holds(undone: Database) -> None:
    """It is held against what its link was made of; its rows are not."""
    cut = ("import_undo", "import_refused", "audit_link WHERE number > 2")
    tamper(undone, *(f"DELETE FROM {table}" for table in cut))  # noqa: S608
    tamper(undone, "DELETE FROM revision_effect", "DELETE FROM revision WHERE id > 1")
    tamper(undone, "UPDATE report SET withdrawn = false, head_seq = 1")
    with undone.writer() as session:
        run = read_run(session)
        by = Author(person_id=run["person_id"], at=run["recorded_at"])
        content = hash_row("import_run", run)
        append(session, Entry(act=Act.IMPORTED, by=by, subject_id=1, content=content))
        session.commit()
    assert verify(undone) is None
    tamper(undone, "UPDATE import_report SET file_rows = '3'")
    assert verify(undone) is None
    tamper(undone, "UPDATE import_run SET refused = 0")
    found = verify(undone)
    assert found is not None
    assert found.number == IMPORTED


def test_a_link_with_rows_is_not_turned_into_one_without(undone: Database) -> None:
    with undone.reader() as session:
        run = read_run(session)
    content = hash_row("import_run", run).hex()
    value = f"x'{content}'" if undone.dialect == "sqlite" else f"'\\x{content}'"
    tamper(
        undone,
        f"UPDATE audit_link SET content = {value} WHERE number = {IMPORTED}",  # noqa: S608
        "UPDATE import_report SET file_rows = '3'",
    )
    found = verify(undone)
    assert found is not None
    assert "its hash does not fit what it says" in found.sentence
