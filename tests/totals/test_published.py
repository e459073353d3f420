"""What acts changed in published totals: kept truly, and where it is due."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests.histories import (
    COUNTRY,
    DAYS,
    FIRST,
    JUDGE,
    REGION,
    SPLIT,
    WHOLE,
    Act,
    acts,
    make_operation,
)
from tests.playing import Player
from tests.properties import holds_for
from tests.recording.drafts import (
    LATE,
    correction,
    day,
    level,
    new,
    noon_of,
    report,
    withdrawal,
)
from tests.totals.published import check_against, list_acts, list_kept, read_all
from tracker.domain.audit import Author
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.domain.rulings import RulingDraft, RulingKind
from tracker.domain.windows import ReportingMode, ShelterStatus
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.decisions import decide
from tracker.recording.reports import record_report
from tracker.recording.rulings import rule_series
from tracker.registry.reporting_modes import set_reporting_mode
from tracker.registry.shelter_changes import set_shelter_status
from tracker.totals.scopes import load_clock

PRESENT, KILLED = Indicator.PRESENT, Indicator.KILLED
MONTHS_LATER = datetime(2024, 9, 1, tzinfo=UTC)


@holds_for(20, history=acts(), days=st.integers(0, DAYS + 2))
def test_what_is_kept_is_the_difference_of_two_readings(
    session: Session, history: list[Act], days: int
) -> None:
    transaction = session.begin_nested()
    make_operation(session)
    player = Player(session)
    player.now = datetime(2024, 8, 6, 12, tzinfo=UTC) + timedelta(days=days)
    published = load_clock(session).last_published(player.now)
    reading = read_all(session, published)
    for act in history:
        known = len(list_acts(session))
        player.play(act)
        after = read_all(session, published)
        kept = [row for made in list_acts(session)[known:] for row in list_kept(session, made.id)]
        check_against(kept, reading, after, published)
        reading = after
    transaction.rollback()
    session.expunge_all()


def list_told(session: Session, act_id: int | None = None) -> list[tuple[object, ...]]:
    return [
        (row.place_id, row.indicator, row.first, row.last, row.before.value, row.after.value)
        for row in list_kept(session, act_id)
    ]


def test_an_act_before_the_deadline_keeps_nothing_and_reads_nothing(reported: Session) -> None:
    statements: list[str] = []
    connection = reported.connection()
    event.listen(
        connection, "before_cursor_execute", lambda *found: statements.append(str(found[2]))
    )
    made = record_report(reported, report(level(PRESENT, 4), on=2), now=noon_of(2))
    correct_report(reported, correction(made.report_id, level(PRESENT, 5)), now=noon_of(2))
    assert not [sql for sql in statements if "published" in sql or "CASE" in sql]
    assert list_acts(reported) == []


def test_a_late_level_changes_its_day_and_those_on_which_it_is_carried(reported: Session) -> None:
    record_report(reported, report(level(PRESENT, 250), on=6), now=noon_of(6))
    late = report(level(PRESENT, 230), on=2, confirmed=LATE, note="the line was down")
    record_report(reported, late, now=MONTHS_LATER)
    (act,) = list_acts(reported)
    assert (act.kind, act.place_id, act.reason) == ("late", WHOLE, "the line was down")
    assert list_told(reported) == [
        # The two other units hold 55 people from the second day on.
        (COUNTRY, "present", day(2), day(5), 255, 285),
        (REGION, "present", day(2), day(5), 255, 285),
        (WHOLE, "present", day(2), day(5), 200, 230),
    ]


def test_a_corrected_tally_changes_all_days_after_it_in_the_shelter_and_above(
    reported: Session,
) -> None:
    made = record_report(reported, report(new(KILLED, 4), place_id=FIRST, on=3), now=noon_of(3))
    correct_report(
        reported, correction(made.report_id, new(KILLED, 3), confirmed=frozenset()), now=noon_of(9)
    )
    (act,) = list_acts(reported)
    assert (act.kind, act.reason, act.report_id) == ("correction", "counted again", made.report_id)
    assert list_told(reported) == [
        (place, "killed", day(3), None, 4, 3) for place in (COUNTRY, REGION, SPLIT, FIRST)
    ]


def test_a_withdrawal_and_a_rejection_are_told_with_their_reasons(reported: Session) -> None:
    made = record_report(reported, report(new(KILLED, 4), on=3), now=noon_of(3))
    rejected = DecisionDraft(
        report_id=made.report_id,
        seq=1,
        kind=DecisionKind.REJECTED,
        person_id=JUDGE,
        reason="another district",
    )
    decision_id = decide(reported, rejected, now=noon_of(9))
    verified = DecisionDraft(
        report_id=made.report_id, seq=1, kind=DecisionKind.VERIFIED, person_id=JUDGE
    )
    decide(reported, verified, now=noon_of(9))
    withdraw_report(reported, withdrawal(made.report_id), now=noon_of(9))
    found = [(act.kind, act.reason, act.decision_id) for act in list_acts(reported)]
    assert found[0] == ("decision", "another district", decision_id)
    assert [kind for kind, _, _ in found] == ["decision", "decision", "withdrawal"]
    assert [after for *_, after in list_told(reported, list_acts(reported)[0].id)] == [None] * 3


def test_an_act_that_changes_no_total_is_not_told(reported: Session) -> None:
    made = record_report(reported, report(new(KILLED, 4), on=3), now=noon_of(3))
    correct_report(
        reported,
        correction(made.report_id, new(KILLED, 4), note="by telephone", confirmed=frozenset()),
        now=noon_of(9),
    )
    claim = report(level(PRESENT, 900), place_id=REGION, on=3, confirmed=LATE)
    record_report(reported, claim, now=MONTHS_LATER)
    assert list_acts(reported) == []


def test_a_shelter_closed_with_a_past_day_is_told_with_the_register_as_the_reason(
    reported: Session,
) -> None:
    by = Author(person_id=1, at=MONTHS_LATER)
    set_shelter_status(reported, FIRST, since=day(4), status=ShelterStatus.CLOSED, by=by)
    (act,) = list_acts(reported)
    assert (act.kind, act.reason) == ("register", "The shelter is closed from 10 Aug 2024 on")
    assert list_told(reported) == [
        (COUNTRY, "present", day(4), None, 255, 200),
        (REGION, "present", day(4), None, 255, 200),
        (SPLIT, "present", day(4), None, 55, None),
        (FIRST, "present", day(4), None, 55, None),
    ]


def test_a_change_of_the_register_that_nobody_signs_is_not_told(reported: Session) -> None:
    set_shelter_status(reported, FIRST, since=day(4), status=ShelterStatus.CLOSED)
    assert list_acts(reported) == []


def test_words_that_leave_a_total_as_it_was_are_not_told(reported: Session) -> None:
    record_report(reported, report(new(KILLED, 5), on=3), now=noon_of(3))
    nobody = new(KILLED, None, qualifier=Qualifier.IN_WORDS, low=0, high=0, words="nobody more")
    record_report(reported, report(nobody, on=4, confirmed=LATE), now=MONTHS_LATER)
    assert list_acts(reported) == []


def test_a_district_that_reports_as_a_whole_again_changes_only_its_shelters_total(
    reported: Session,
) -> None:
    record_report(reported, report(level(PRESENT, 55), place_id=SPLIT, on=4), now=noon_of(4))
    by = Author(person_id=1, at=MONTHS_LATER)
    set_reporting_mode(reported, SPLIT, since=day(4), mode=ReportingMode.WHOLE, by=by)
    assert list_told(reported) == [(FIRST, "present", day(4), None, 55, None)]


def test_a_ruling_about_a_source_of_a_shelter_is_told(reported: Session) -> None:
    ruling = RulingDraft(
        place_id=FIRST,
        indicator=PRESENT,
        source_id=1,
        kind=RulingKind.DIFFERENT,
        person_id=JUDGE,
        reason="families, not people",
    )
    ruling_id = rule_series(reported, ruling, now=MONTHS_LATER)
    (act,) = list_acts(reported)
    assert (act.kind, act.place_id, act.reason) == ("ruling", FIRST, "families, not people")
    assert act.ruling_id == ruling_id
    # The arrivals of the second day no longer lead to a level either.
    assert list_told(reported) == [
        (COUNTRY, "present", day(0), day(0), 250, 200),
        (COUNTRY, "present", day(1), None, 255, 200),
        (REGION, "present", day(0), day(0), 250, 200),
        (REGION, "present", day(1), None, 255, 200),
        # Of what is no longer known all days in a row are one span.
        (SPLIT, "present", day(0), None, 50, None),
        (FIRST, "present", day(0), None, 50, None),
    ]


def test_the_total_before_is_that_of_a_shelters_last_report(reported: Session) -> None:
    record_report(reported, report(new(KILLED, 4), place_id=FIRST, on=3), now=noon_of(3))
    record_report(reported, report(new(KILLED, 9), place_id=FIRST, on=7), now=noon_of(7))
    late = report(new(KILLED, 2), place_id=FIRST, on=5, confirmed=LATE)
    record_report(reported, late, now=noon_of(7))
    assert list_told(reported) == [
        (place, "killed", day(5), None, 4, 6) for place in (COUNTRY, REGION, SPLIT, FIRST)
    ]
