"""Who is behind a total by sex and age: only of counts that make it up."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from tests.histories import COUNTRY, FIRST, REGION, START, WHOLE
from tests.recording.drafts import LATE, correction, level, new, noon_of, report, so_far
from tracker.domain.breakdown import AgeBand, Breakdown
from tracker.domain.counts import Part, Sex
from tracker.domain.errors import NeedsConfirmation
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.domain.reports import Receipt, ReportDraft
from tracker.recording.corrections import correct_report
from tracker.recording.reports import record_report
from tracker.store.places import ShelterStatusRow
from tracker.totals.breakdowns import read_breakdown
from tracker.totals.known.past import Past
from tracker.totals.update import reweigh

I = Indicator  # noqa: E741 -- the tests are about indicators on every line
CHILDREN = AgeBand(age_from=0, age_to=17)


def children(number: int) -> tuple[Part, ...]:
    return (Part(sex=Sex.UNKNOWN, age_from=0, age_to=17, value=number),)


def on(offset: int) -> date:
    return START + timedelta(days=offset)


def read(
    session: Session, indicator: Indicator, last: int, *, first: int = 0, place: int | None = None
) -> Breakdown:
    return read_breakdown(session, place, on(first), on(last), indicator)


def record(session: Session, *drafts: ReportDraft) -> list[Receipt]:
    """Record reports at noon of their days, with every warning confirmed."""
    receipts = []
    for draft in drafts:
        now = noon_of((draft.day - START).days)
        try:
            receipts.append(record_report(session, draft, now=now))
        except NeedsConfirmation as question:
            keys = frozenset(warning.key for warning in question.warnings)
            receipts.append(record_report(session, replace(draft, confirmed=keys), now=now))
    return receipts


def count_children(found: Breakdown) -> int:
    return found.cells.get((CHILDREN, Sex.UNKNOWN), 0)


def test_of_a_level_the_last_count_with_parts_of_each_unit_is_broken_down(
    operation: Session,
) -> None:
    first = report(level(I.PRESENT, 100, parts=children(40)), place_id=WHOLE)
    other = report(level(I.PRESENT, 10, parts=children(3)), place_id=FIRST, on=1)
    newer = report(level(I.PRESENT, 120, parts=children(50)), place_id=WHOLE, on=2)
    claim = report(level(I.PRESENT, 900, parts=children(700)), place_id=REGION, on=2)
    plain = report(level(I.PRESENT, 130), place_id=WHOLE, on=3)
    record(operation, first, other, newer, claim, plain)
    assert count_children(read(operation, I.PRESENT, 1)) == 43
    assert count_children(read(operation, I.PRESENT, 5)) == 53
    assert count_children(read(operation, I.PRESENT, 5, place=FIRST)) == 3
    assert count_children(read(operation, I.PRESENT, 5, first=2)) == 50
    found = read(operation, I.PRESENT, 5)
    assert (found.oldest, found.newest) == (on(1), on(2))
    assert read(operation, I.PRESENT, 5, place=COUNTRY).counts == 2


def test_people_of_a_closed_shelter_are_gone_with_it(operation: Session) -> None:
    record(operation, report(level(I.PRESENT, 10, parts=children(3)), place_id=FIRST))
    with reweigh(operation, [FIRST]):
        operation.add(ShelterStatusRow(place_id=FIRST, since=on(3), status="closed"))
    assert count_children(read(operation, I.PRESENT, 2)) == 3
    assert count_children(read(operation, I.PRESENT, 3)) == 0


def test_a_derived_level_has_no_parts_of_its_own(operation: Session) -> None:
    counted = report(level(I.PRESENT, 100, parts=children(40)), place_id=WHOLE)
    came = report(new(I.ARRIVALS, 5, parts=children(5)), place_id=WHOLE, on=1)
    record(operation, counted, came)
    assert read(operation, I.PRESENT, 1, first=1).cells == {}
    assert count_children(read(operation, I.PRESENT, 1)) == 40
    assert count_children(read(operation, I.ARRIVALS, 1)) == 5


def test_of_a_tally_new_ones_add_up_and_a_total_so_far_takes_their_place(
    operation: Session,
) -> None:
    drafts = (
        report(new(I.INJURED, 4, parts=children(2)), place_id=WHOLE),
        report(new(I.INJURED, 3, parts=children(1)), place_id=WHOLE, on=1),
        report(so_far(I.INJURED, 9, parts=children(5)), place_id=WHOLE, on=2),
        report(new(I.INJURED, 2, parts=children(2)), place_id=WHOLE, on=3),
        report(new(I.INJURED, 1, parts=children(1)), place_id=FIRST, on=3),
    )
    record(operation, *drafts)
    found = [count_children(read(operation, I.INJURED, last)) for last in range(4)]
    assert found == [2, 3, 5, 8]
    assert count_children(read(operation, I.INJURED, 3, first=3)) == 3


def test_a_total_in_words_takes_the_place_of_nothing(operation: Session) -> None:
    drafts = (
        report(new(I.INJURED, 4, parts=children(2)), place_id=WHOLE),
        report(
            so_far(I.INJURED, None, words="many", qualifier=Qualifier.IN_WORDS),
            place_id=WHOLE,
            on=1,
        ),
    )
    record(operation, *drafts)
    assert count_children(read(operation, I.INJURED, 1)) == 2


def test_a_correction_is_broken_down_as_it_stands(operation: Session) -> None:
    draft = report(new(I.INJURED, 4, parts=children(2)), place_id=WHOLE)
    (receipt,) = record(operation, draft)
    changed = correction(receipt.report_id, new(I.INJURED, 4, parts=children(1)))
    correct_report(operation, changed, now=noon_of(1))
    assert count_children(read(operation, I.INJURED, 1)) == 1


def test_what_was_known_is_broken_down_as_it_stood(operation: Session) -> None:
    draft = report(level(I.PRESENT, 40, parts=children(20)), place_id=WHOLE)
    (receipt, _) = record(operation, draft, report(level(I.PRESENT, 41), place_id=WHOLE, on=1))
    changed = correction(receipt.report_id, level(I.PRESENT, 40, parts=children(10)))
    correct_report(operation, changed, now=noon_of(3))
    first = report(new(I.INJURED, 4, parts=children(2)), place_id=FIRST)
    record_report(operation, replace(first, confirmed=LATE), now=noon_of(3))
    then, now = Past(operation, noon_of(2)), Past(operation, noon_of(4))
    for past, present, injured in ((then, 20, 0), (now, 10, 2)):
        found = [
            count_children(read_breakdown(operation, None, on(0), on(1), indicator, past=past))
            for indicator in (I.PRESENT, I.INJURED)
        ]
        assert found == [present, injured]
    of_a_day = read_breakdown(operation, None, on(0), on(0), I.PRESENT, past=then)
    assert count_children(of_a_day) == 20


def test_a_total_so_far_that_came_later_took_nothing_out_of_what_was_known(
    operation: Session,
) -> None:
    record(operation, report(new(I.INJURED, 4, parts=children(2)), place_id=WHOLE))
    later = report(so_far(I.INJURED, 6), place_id=WHOLE, on=1)
    record_report(operation, replace(later, confirmed=LATE), now=noon_of(3))
    then = Past(operation, noon_of(2))
    known = read_breakdown(operation, None, on(0), on(1), I.INJURED, past=then)
    assert count_children(known) == 2
    assert count_children(read(operation, I.INJURED, 1)) == 0
