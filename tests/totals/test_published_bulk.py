"""What loads of many reports change in published totals: one act, as true as for single ones."""

from datetime import datetime

from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.histories import (
    AUTHOR,
    COUNTRY,
    DAYS,
    FIRST,
    REGION,
    SECOND,
    SPLIT,
    UNITS,
    WHOLE,
    Act,
    acts,
    make_operation,
)
from tests.playing import Player
from tests.properties import holds_for
from tests.recording.drafts import correction, day, level, new, noon_of, report, withdrawal
from tests.totals.published import check_against, list_acts, list_kept, read_all
from tests.totals.test_published import list_told
from tracker.domain.indicators import Indicator
from tracker.domain.published import ActKind, PublishedAct
from tracker.recording.bulk import append_originals, record_many
from tracker.recording.bulk_changes import ChangeDraft, append_changes
from tracker.recording.touched import Touched
from tracker.store.reports import ReportRow
from tracker.totals.check import find_differences
from tracker.totals.scopes import load_clock

PRESENT, KILLED = Indicator.PRESENT, Indicator.KILLED
LATER = noon_of(40)


def sign(now: datetime = LATER) -> PublishedAct:
    return PublishedAct(
        kind=ActKind.IMPORT,
        place_id=None,
        recorded_at=now,
        person_id=AUTHOR,
        reason="Import of made.csv",
    )


def change_some(session: Session, loads: list[Act]) -> list[ChangeDraft]:
    """Corrections and withdrawals of reports that stand, each changed once."""
    table = ReportRow.__table__
    standing = session.execute(select(table).where(~table.c.withdrawn).order_by(table.c.id)).all()
    made: list[ChangeDraft] = []
    for row, load in zip(standing, loads, strict=False):
        if load.choice < 4:
            made.append(withdrawal(row.id, based_on=row.head_seq))
        elif load.choice < 8:
            made.append(correction(row.id, *load.counts, based_on=row.head_seq))
    return made


@holds_for(20, history=acts(), loads=acts(), days=st.integers(0, DAYS + 2))
def test_what_is_kept_of_a_load_is_the_difference_of_two_readings(
    session: Session, history: list[Act], loads: list[Act], days: int
) -> None:
    transaction = session.begin_nested()
    make_operation(session)
    player = Player(session)
    for act in history:
        player.play(act)
    now = noon_of(days)
    published = load_clock(session).last_published(now)
    known = len(list_acts(session))
    before = read_all(session, published)

    touched = Touched()
    originals = [
        report(*load.counts, on=load.day, place_id=load.place, source_id=load.source)
        for load in loads
        if load.place in UNITS
    ]
    changes = change_some(session, loads)
    append_originals(session, originals, touched, now=noon_of(DAYS + 5))
    append_changes(session, changes, touched, now=noon_of(DAYS + 5))
    touched.take_in(session, sign(now))

    made = list_acts(session)[known:]
    assert len(made) <= 1
    kept = [row for act in made for row in list_kept(session, act.id)]
    check_against(kept, before, read_all(session, published), published)
    assert list(find_differences(session)) == []
    transaction.rollback()
    session.expunge_all()


def test_the_history_of_an_empty_operation_is_told_in_one_line_a_series(
    operation: Session,
) -> None:
    drafts = [
        report(level(PRESENT, 100 + on), new(KILLED, on % 3), on=on, place_id=place)
        for place in (WHOLE, FIRST, SECOND)
        for on in range(30)
    ]
    record_many(operation, drafts, now=LATER, act=sign())
    (act,) = list_acts(operation)
    assert (act.kind, act.place_id, act.reason) == ("import", None, "Import of made.csv")
    told = list_told(operation)
    assert [row for row in told if row[0] == FIRST] == [
        (FIRST, "killed", day(0), None, None, 0),
        (FIRST, "present", day(0), None, None, 100),
    ]
    # The country, its region and districts, two shelters: each with two series.
    assert len(told) == 12


def test_what_was_known_before_is_told_day_by_day_where_it_differs(reported: Session) -> None:
    known = len(list_acts(reported))
    drafts = [report(level(PRESENT, on), on=on, place_id=SECOND) for on in (2, 3, 5)]
    record_many(reported, drafts, now=LATER, act=sign())
    (act,) = list_acts(reported)[known:]
    assert list_told(reported, act.id) == [
        (place, "present", first, last, total, total + more)
        for place, total in ((COUNTRY, 255), (REGION, 255), (SPLIT, 55))
        for first, last, more in ((day(2), day(2), 2), (day(3), day(4), 3), (day(5), None, 5))
    ] + [(SECOND, "present", day(2), None, None, 2)]


def test_a_load_without_an_act_or_on_open_days_keeps_nothing(operation: Session) -> None:
    record_many(operation, [report(level(PRESENT, 4), on=1, place_id=FIRST)], now=LATER)
    on_time = [report(level(PRESENT, 4), on=20, place_id=FIRST)]
    record_many(operation, on_time, now=noon_of(20), act=sign(noon_of(20)))
    record_many(operation, [], now=LATER, act=sign())
    assert list_acts(operation) == []
