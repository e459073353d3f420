"""The queue of the reviewers: what waits, why, and what every act does to it."""

from uuid import uuid4

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from tests.histories import AUTHOR, FIRST, JUDGE, REGION, SECOND, WHOLE
from tests.recording.drafts import (
    FELL,
    correction,
    level,
    new,
    noon_of,
    report,
    so_far,
    withdrawal,
)
from tests.standing import stands
from tests.totals.conftest import make_split_operation
from tracker.domain.counts import Count
from tracker.domain.errors import NeedsConfirmation
from tracker.domain.falls import Fall
from tracker.domain.indicators import Indicator
from tracker.domain.reports import CorrectionDraft, DecisionDraft, ReportDraft
from tracker.domain.review import DecisionKind
from tracker.domain.rulings import RulingDraft, RulingKind
from tracker.domain.urgency import Reason, reasons_of
from tracker.domain.windows import ShelterStatus
from tracker.recording.bulk import record_many
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.decisions import decide
from tracker.recording.reports import confirm_unchanged, record_report
from tracker.recording.rulings import rule_series
from tracker.store.places import ShelterStatusRow
from tracker.store.review import FirstReportRow, WaitingRow
from tracker.totals.check import find_differences
from tracker.totals.rebuild import rebuild
from tracker.totals.update import reweigh

PRESENT, KILLED = Indicator.PRESENT, Indicator.KILLED
WARNED, RIVAL, GAP, FALL, LATE, NEWCOMER = Reason


@stands
def known(session: Session) -> None:
    """The operation with an author who is no longer new: three reports of a shelter, verified."""
    make_split_operation(session)
    for on in range(3):
        made = record_report(
            session,
            report(level(Indicator.CAPACITY, 50), place_id=SECOND, on=on),
            now=noon_of(on),
        )
        judge(session, made.report_id, DecisionKind.VERIFIED)


def send(
    session: Session, *counts: Count, on: int = 0, at: int | None = None, **more: object
) -> int:
    """Record a report at noon of day `at`, confirming every warning; gives its id."""
    now = noon_of(on if at is None else at)
    more = {"falls": (FELL,), "note": "counted", **more}
    draft = report(*counts, on=on, **more)
    try:
        return record_report(session, draft, now=now).report_id
    except NeedsConfirmation as asked:
        keys = frozenset(warning.key for warning in asked.warnings)
        draft = report(*counts, on=on, **more, confirmed=keys)
        return record_report(session, draft, now=now).report_id


def judge(session: Session, report_id: int, kind: DecisionKind, seq: int = 1) -> None:
    draft = DecisionDraft(
        report_id=report_id, seq=seq, kind=kind, person_id=JUDGE, reason="because"
    )
    decide(session, draft, now=noon_of(9))


def waiting(session: Session) -> dict[int, tuple[Reason, ...]]:
    """Reasons by report, in the order of the queue; what is kept is what would be rebuilt."""
    assert list(find_differences(session)) == []
    table = WaitingRow.__table__.c
    query = select(table.report_id, table.rank).order_by(
        table.rank, table.recorded_at, table.report_id
    )
    return {row.report_id: reasons_of(row.rank) for row in session.execute(query)}


def test_a_report_waits_until_somebody_decides_on_it(known: Session) -> None:
    kept = send(known, level(PRESENT, 10))
    others = {
        kind: send(known, level(PRESENT, 20 + on), on=on)
        for on, kind in enumerate(
            (
                DecisionKind.VERIFIED,
                DecisionKind.DISPUTED,
                DecisionKind.RETURNED,
                DecisionKind.REJECTED,
            ),
            start=1,
        )
    }
    for kind, report_id in others.items():
        assert report_id in waiting(known)
        judge(known, report_id, kind)
        assert report_id not in waiting(known)
    assert list(waiting(known)) == [kept]


def test_a_preference_alone_says_nothing_of_the_numbers(known: Session) -> None:
    made = send(known, level(PRESENT, 10))
    judge(known, made, DecisionKind.PREFERRED)
    assert list(waiting(known)) == [made]


def test_a_withdrawn_report_waits_no_longer(known: Session) -> None:
    made = send(known, level(PRESENT, 10))
    withdraw_report(known, withdrawal(made), now=noon_of(0))
    assert waiting(known) == {}


@pytest.mark.parametrize(
    "kind", [DecisionKind.VERIFIED, DecisionKind.RETURNED, DecisionKind.REJECTED]
)
def test_what_was_corrected_since_the_decision_waits_again(
    known: Session, kind: DecisionKind
) -> None:
    made = send(known, level(PRESENT, 10))
    judge(known, made, kind)
    correct_report(known, correction(made, level(PRESENT, 12)), now=noon_of(1))
    assert waiting(known) == {made: ()}
    row = known.execute(select(WaitingRow).where(WaitingRow.report_id == made)).scalar_one()
    assert (row.head_seq, row.person_id, row.recorded_at) == (2, AUTHOR, noon_of(1))


def test_a_confirmed_warning_is_the_most_urgent_reason(known: Session) -> None:
    calm = send(known, level(PRESENT, 10))
    full = send(known, level(Indicator.SHELTERED, 70), place_id=SECOND, on=3)
    assert waiting(known) == {full: (WARNED,), calm: ()}
    correct_report(known, correction(full, level(Indicator.SHELTERED, 40)), now=noon_of(3))
    assert waiting(known)[full] == ()


def test_what_was_confirmed_unchanged_was_not_warned_about(known: Session) -> None:
    full = send(known, level(Indicator.SHELTERED, 70), place_id=SECOND, on=3)
    judge(known, full, DecisionKind.VERIFIED)
    made = confirm_unchanged(
        known,
        submission_id=uuid4(),
        place_id=SECOND,
        day=report(on=4).day,
        source_id=1,
        person_id=AUTHOR,
        now=noon_of(4),
    )
    assert waiting(known) == {made.report_id: ()}


def test_rivals_are_two_sources_that_say_something_else_of_one_day(known: Session) -> None:
    one = send(known, level(PRESENT, 10), new(Indicator.ARRIVALS, 1))
    same = send(known, level(PRESENT, 10), source_id=2)
    elsewhere = send(known, level(PRESENT, 11), source_id=2, place_id=FIRST)
    another_day = send(known, level(PRESENT, 12), source_id=2, on=1)
    assert set(waiting(known).values()) == {()}
    other = send(known, level(PRESENT, 15), source_id=3)
    expected = {one: (RIVAL,), same: (RIVAL,), other: (RIVAL,), elsewhere: (), another_day: ()}
    assert waiting(known) == expected
    withdraw_report(known, withdrawal(other), now=noon_of(0))
    assert set(waiting(known).values()) == {()}


def test_a_second_report_of_one_source_is_no_rival(known: Session) -> None:
    send(known, level(PRESENT, 10))
    again = send(known, level(PRESENT, 15))
    assert waiting(known)[again] == (WARNED,)
    other = send(known, level(Indicator.CAPACITY, 70), source_id=2)
    assert RIVAL not in waiting(known)[again]
    assert RIVAL not in waiting(known)[other]


def test_claims_about_an_area_that_is_no_unit_are_rivals_too(known: Session) -> None:
    governor = send(known, level(PRESENT, 2_500), place_id=REGION)
    office = send(known, level(PRESENT, 2_400), place_id=REGION, source_id=2)
    assert waiting(known) == {governor: (RIVAL,), office: (RIVAL,)}
    judge(known, office, DecisionKind.REJECTED)
    assert waiting(known) == {governor: ()}


def test_another_thing_under_the_same_name_is_no_rival(known: Session) -> None:
    one = send(known, level(PRESENT, 10))
    other = send(known, level(PRESENT, 4), source_id=2)
    for kind, reasons in ((RulingKind.DIFFERENT, ()), (RulingKind.RIVAL, (RIVAL,))):
        ruling = RulingDraft(
            place_id=WHOLE,
            indicator=PRESENT,
            source_id=2,
            kind=kind,
            person_id=JUDGE,
            reason="families, not people",
        )
        rule_series(known, ruling, now=noon_of(1))
        assert waiting(known) == {one: reasons, other: reasons}


def test_a_verified_rival_still_says_something_else(known: Session) -> None:
    one = send(known, level(PRESENT, 10))
    other = send(known, level(PRESENT, 15), source_id=2)
    judge(known, other, DecisionKind.VERIFIED)
    assert waiting(known) == {one: (RIVAL,)}


def test_a_gap_is_a_reason_as_long_as_it_is_there(known: Session) -> None:
    send(known, level(PRESENT, 100))
    made = send(known, level(PRESENT, 140), new(Indicator.ARRIVALS, 10), on=2)
    assert waiting(known)[made] == (GAP,)
    between = send(known, new(Indicator.ARRIVALS, 30), on=1, at=2)
    assert waiting(known)[made] == ()
    withdraw_report(known, withdrawal(between), now=noon_of(2))
    assert waiting(known)[made] == (GAP,)
    judge(known, made, DecisionKind.VERIFIED)
    assert made not in waiting(known)


def test_a_running_total_that_falls_is_a_reason(known: Session) -> None:
    send(known, so_far(KILLED, 3))
    made = send(known, so_far(KILLED, 2), on=1)
    assert waiting(known)[made] == (FALL,)


def test_a_late_report_is_a_reason_where_it_changed_its_day(known: Session) -> None:
    first = send(known, level(PRESENT, 10), source_id=2)
    late = send(known, level(PRESENT, 14), on=1, at=5)
    assert waiting(known) == {late: (LATE,), first: ()}
    outdone = send(known, level(PRESENT, 14), source_id=3, on=1, at=6)
    assert waiting(known)[outdone] == ()


def test_the_first_reports_of_a_person_are_a_reason(operation: Session) -> None:
    made = [send(operation, level(PRESENT, 10 + on), on=on) for on in range(4)]
    others = send(operation, level(PRESENT, 10), place_id=FIRST, person_id=JUDGE, on=4)
    expected = dict.fromkeys((*made[:3], others), (NEWCOMER,)) | {made[3]: ()}
    assert waiting(operation) == expected


def test_whoever_is_new_stays_so_when_a_report_is_corrected_by_another(operation: Session) -> None:
    made = send(operation, level(PRESENT, 10))
    draft: CorrectionDraft = correction(made, level(PRESENT, 12), person_id=JUDGE)
    correct_report(operation, draft, now=noon_of(0))
    assert waiting(operation) == {made: (NEWCOMER,)}


def test_reports_read_in_at_once_wait_as_if_they_came_one_by_one(operation: Session) -> None:
    send(operation, level(PRESENT, 11), source_id=2, on=1)
    drafts: list[ReportDraft] = [
        report(level(PRESENT, 10), new(Indicator.ARRIVALS, 2), so_far(KILLED, 5), on=0),
        report(level(PRESENT, 12), on=1),
        report(level(PRESENT, 12), on=1, place_id=FIRST),
        report(level(PRESENT, 90), new(Indicator.ARRIVALS, 2), so_far(KILLED, 4), on=2),
    ]
    record_many(operation, drafts, now=noon_of(8))
    assert list(waiting(operation).values()) == [
        (RIVAL, NEWCOMER),
        (RIVAL, NEWCOMER),
        (GAP, FALL),
        (NEWCOMER,),
        (),
    ]
    assert record_many(operation, [], now=noon_of(8)) == 0


def test_a_gap_that_the_register_makes_or_mends_is_followed(operation: Session) -> None:
    send(operation, level(PRESENT, 100), place_id=FIRST)
    made = send(operation, level(PRESENT, 50), new(Indicator.ARRIVALS, 1), place_id=FIRST, on=4)
    assert GAP in waiting(operation)[made]
    with reweigh(operation, [FIRST]):
        for on, status in ((1, ShelterStatus.CLOSED), (3, ShelterStatus.OPEN)):
            row = ShelterStatusRow(place_id=FIRST, since=report(on=on).day, status=status.value)
            operation.add(row)
    operation.flush()
    assert GAP not in waiting(operation)[made]


def test_a_queue_that_went_wrong_is_found_and_made_anew(known: Session) -> None:
    send(known, level(PRESENT, 10))
    before = waiting(known)
    first = known.execute(select(func.min(FirstReportRow.report_id))).scalar_one()
    known.execute(update(WaitingRow).values(rank=0))
    known.execute(delete(FirstReportRow).where(FirstReportRow.report_id == first))
    found = [difference.key for difference in find_differences(known)]
    assert [key.split()[0] for key in found] == ["first", "review"]
    rebuild(known)
    assert waiting(known) == before
    known.execute(delete(WaitingRow))
    assert [difference.stored for difference in find_differences(known)] == ["None"]
    assert WHOLE in [difference.place_id for difference in find_differences(known)]


def test_a_fall_that_ends_in_one_series_stays_a_reason_in_another(known: Session) -> None:
    injured = Indicator.INJURED
    also = Fall(indicator=injured, kind=FELL.kind)
    send(known, so_far(KILLED, 9), so_far(injured, 9), on=0)
    fallen = send(known, so_far(KILLED, 5), so_far(injured, 5), on=2, falls=(FELL, also))
    send(known, so_far(KILLED, 4), on=1, at=1, falls=(FELL,))
    assert FALL in waiting(known)[fallen]
