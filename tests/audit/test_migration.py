"""A database from before the audit trail gets links of everything that was recorded."""

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from tests.audit.links import assert_whole, read_links
from tests.histories import FIRST, JUDGE, WHOLE
from tests.recording.drafts import LATE, correction, level, noon_of, report
from tracker.domain.counts import Part, Sex
from tracker.domain.indicators import Indicator
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.recording.bulk import record_many
from tracker.recording.corrections import correct_report
from tracker.recording.decisions import decide
from tracker.recording.reports import record_report
from tracker.store.database import Database
from tracker.store.migrate import MIGRATIONS


def record_history(database: Database) -> None:
    """Reports with parts, households, words and confirmed warnings, one corrected, one decided."""
    women = Part(sex=Sex.FEMALE, age_from=18, age_to=None, value=4)
    vague = level(Indicator.PRESENT, 25, households=10, household_size=2.5, parts=(women,))
    with database.writer() as session:
        record_many(
            session,
            [report(level(Indicator.CAPACITY, n), on=n, place_id=FIRST) for n in range(1_100)],
            now=noon_of(1_100),
        )
        told = report(vague, place_id=WHOLE, note="né", confirmed=LATE)
        made = record_report(session, told, now=noon_of(1_101))
        fixed = correction(made.report_id, level(Indicator.PRESENT, 26, words="“about”"))
        correct_report(session, fixed, now=noon_of(1_102))
        rejected = DecisionDraft(
            report_id=made.report_id,
            seq=2,
            kind=DecisionKind.REJECTED,
            person_id=JUDGE,
            reason="counted twice",
        )
        decide(session, rejected, now=noon_of(1_102))
        session.commit()


def migrate_again(database: Database) -> None:
    """Take the trail away, as if the database were older than it, and bring it up to date."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.write.begin() as connection:
        connection.execute(text("DROP TABLE audit_link"))
        config.attributes["connection"] = connection
        command.stamp(config, "0006")
    with database.write.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0007")


def test_what_was_recorded_gets_the_links_that_it_would_have_got(own_operation: Database) -> None:
    record_history(own_operation)
    with own_operation.reader() as session:
        written = read_links(session)
    migrate_again(own_operation)
    with own_operation.reader() as session:
        made = read_links(session)
    assert_whole(made)
    assert [tell(link) for link in made[1:]] == [tell(link) for link in written[1:]]


def tell(link: dict[str, object]) -> tuple[object, ...]:
    """All of a link but its place in the chain."""
    names = ("act", "subject_id", "content", "person_id", "recorded_at", "details")
    return tuple(link[name] for name in names)
