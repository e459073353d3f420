"""Ruling whether a second source's series is a rival of the first, or a different thing."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from tests.histories import AUTHOR, COUNTRY, JUDGE, REGION, SPLIT, START, WHOLE, make_operation
from tests.recording.drafts import correction, level, new, noon_of, report, withdrawal
from tests.standing import stands
from tracker.domain.errors import InvalidField, OutOfScope, OwnSeries, ReasonMissing
from tracker.domain.indicators import Indicator
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.domain.rulings import RulingDraft, RulingKind
from tracker.domain.windows import COVERAGE
from tracker.recording.causes import load_day_acts, observe_acts
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.decisions import decide
from tracker.recording.foreseen import foresee_rulings
from tracker.recording.reports import record_report
from tracker.recording.rulings import (
    keep_rulable,
    list_rulings,
    list_stated_series,
    rule_series,
)
from tracker.registry.review_scope import set_reviewed_areas
from tracker.totals.check import find_differences
from tracker.totals.read import read_days
from tracker.totals.rulings import load_rulings

PRESENT, CAPACITY = Indicator.PRESENT, Indicator.CAPACITY


def ruling(
    kind: RulingKind = RulingKind.DIFFERENT,
    *,
    indicator: Indicator = PRESENT,
    source: int = 2,
    place: int = WHOLE,
    reason: str = "It counts families.",
) -> RulingDraft:
    return RulingDraft(
        place_id=place,
        indicator=indicator,
        source_id=source,
        kind=kind,
        person_id=JUDGE,
        reason=reason,
    )


def present(session: Session, days: int = 3, place: int = COUNTRY) -> list[int | None]:
    last = START + timedelta(days=days - 1)
    assert list(find_differences(session)) == []
    return [day.value for day in read_days(session, [place], START, last)[PRESENT]]


@stands
def disagreeing(session: Session) -> None:
    """Source 1 counts people on three days; source 2, verified on the first, counts families."""
    make_operation(session)
    for on in range(3):
        people = report(level(PRESENT, 200 + on), on=on)
        record_report(session, people, now=noon_of(on))
        families = report(level(PRESENT, 50), level(CAPACITY, 90), on=on, source_id=2)
        made = record_report(session, families, now=noon_of(on))
        verified = DecisionDraft(
            report_id=made.report_id, seq=1, kind=DecisionKind.VERIFIED, person_id=JUDGE
        )
        decide(session, verified, now=noon_of(on))
    elsewhere = report(level(PRESENT, 7), place_id=SPLIT, source_id=2)
    record_report(session, elsewhere, now=noon_of(0))


def test_a_different_thing_is_in_no_total_from_the_first_day_on(disagreeing: Session) -> None:
    assert present(disagreeing) == [57, 57, 57]

    rule_series(disagreeing, ruling(), now=noon_of(3))

    assert present(disagreeing) == [207, 208, 209]
    (day,) = read_days(disagreeing, None, START, START)[PRESENT]
    assert (day.low, day.high, day.contested) == (207, 207, 0)


def test_it_is_about_one_series_of_one_source_in_one_unit(disagreeing: Session) -> None:
    rule_series(disagreeing, ruling(), now=noon_of(3))

    days = read_days(disagreeing, None, START, START)
    assert days[CAPACITY][0].value == 90
    assert present(disagreeing, place=SPLIT)[0] == 7
    assert load_rulings(disagreeing) == {(WHOLE, "present", 2)}
    assert load_rulings(disagreeing, [SPLIT]) == frozenset()


def test_the_latest_ruling_holds(disagreeing: Session) -> None:
    rule_series(disagreeing, ruling(), now=noon_of(3))
    rule_series(disagreeing, ruling(RulingKind.RIVAL, reason="People after all."), now=noon_of(4))

    assert present(disagreeing) == [57, 57, 57]
    assert load_rulings(disagreeing, until=noon_of(2)) == frozenset()
    assert load_rulings(disagreeing, until=noon_of(3)) == {(WHOLE, "present", 2)}
    assert load_rulings(disagreeing, until=noon_of(4)) == frozenset()


def test_what_comes_after_a_ruling_stays_out_as_well(disagreeing: Session) -> None:
    rule_series(disagreeing, ruling(), now=noon_of(3))

    alone = record_report(
        disagreeing, report(level(PRESENT, 60), on=3, source_id=2), now=noon_of(3)
    )
    assert present(disagreeing, 4) == [207, 208, 209, 209]
    (covered,) = read_days(
        disagreeing, None, START + timedelta(days=3), START + timedelta(days=3), [COVERAGE]
    )[COVERAGE]
    assert covered.reporting == 0

    record_report(disagreeing, report(level(PRESENT, 300), on=3), now=noon_of(3))
    changed = correction(alone.report_id, level(PRESENT, 61))
    correct_report(disagreeing, changed, now=noon_of(4))
    withdraw_report(disagreeing, withdrawal(alone.report_id, based_on=2), now=noon_of(4))
    assert present(disagreeing, 4) == [207, 208, 209, 307]


def test_a_preference_does_not_make_it_the_same_thing(disagreeing: Session) -> None:
    rule_series(disagreeing, ruling(), now=noon_of(3))
    made = record_report(disagreeing, report(level(PRESENT, 60), on=4, source_id=2), now=noon_of(4))
    preferred = DecisionDraft(
        report_id=made.report_id,
        seq=1,
        kind=DecisionKind.PREFERRED,
        person_id=JUDGE,
        reason="Better.",
    )
    decide(disagreeing, preferred, now=noon_of(5))

    assert present(disagreeing, 5) == [207, 208, 209, 209, 209]


@pytest.mark.parametrize(
    ("draft", "refusal"),
    [
        (ruling(reason="  "), ReasonMissing),
        (ruling(source=3), InvalidField),
        (ruling(indicator=Indicator.KILLED), InvalidField),
        (ruling(place=REGION), InvalidField),
    ],
)
def test_a_ruling_needs_a_reason_and_a_series_that_was_stated(
    disagreeing: Session, draft: RulingDraft, refusal: type[InvalidField]
) -> None:
    about_region = report(level(PRESENT, 900), place_id=REGION, source_id=2)
    record_report(disagreeing, about_region, now=noon_of(0))
    record_report(disagreeing, report(new(Indicator.KILLED, 1), on=4), now=noon_of(4))

    with pytest.raises(refusal):
        rule_series(disagreeing, draft, now=noon_of(3))

    assert load_rulings(disagreeing) == frozenset()


def test_rulings_are_read_back_newest_first_with_who_and_why(disagreeing: Session) -> None:
    rule_series(disagreeing, ruling(), now=noon_of(3))
    rule_series(disagreeing, ruling(source=1, kind=RulingKind.RIVAL), now=noon_of(4))
    rule_series(disagreeing, ruling(place=SPLIT), now=noon_of(4))

    newest, oldest = list_rulings(disagreeing, [WHOLE])

    assert (newest.source_name, newest.kind) == ("Source 1", RulingKind.RIVAL)
    assert (oldest.source_name, oldest.person_name) == ("Source 2", "Reviewer")
    assert (oldest.reason, oldest.recorded_at) == ("It counts families.", noon_of(3))
    assert list_rulings(disagreeing, [WHOLE], until=noon_of(3)) == (oldest,)


def rulable(session: Session, person_id: int, indicator: Indicator = PRESENT) -> list[int]:
    series = list_stated_series(session, WHOLE, indicator)
    return [one.source_id for one in keep_rulable(session, series, person_id, WHOLE, indicator)]


@pytest.mark.parametrize(
    ("areas", "allowed"),
    [((), True), ((REGION,), True), ((SPLIT, WHOLE), True), ((SPLIT,), False)],
)
def test_a_reviewer_rules_within_their_areas_only(
    disagreeing: Session, areas: tuple[int, ...], *, allowed: bool
) -> None:
    set_reviewed_areas(disagreeing, AUTHOR, [SPLIT])
    set_reviewed_areas(disagreeing, JUDGE, areas)
    assert rulable(disagreeing, JUDGE) == ([1, 2] if allowed else [])
    if allowed:
        rule_series(disagreeing, ruling(), now=noon_of(3))
    else:
        with pytest.raises(OutOfScope, match="You do not review this place"):
            rule_series(disagreeing, ruling(), now=noon_of(3))
    assert bool(list_rulings(disagreeing, [WHOLE])) is allowed


def test_nobody_rules_on_a_series_of_which_they_wrote_any_version(disagreeing: Session) -> None:
    elsewhere = report(level(PRESENT, 8), place_id=SPLIT, on=1, source_id=2, person_id=JUDGE)
    record_report(disagreeing, elsewhere, now=noon_of(1))
    other_number = report(level(CAPACITY, 95), on=3, source_id=1, person_id=JUDGE)
    record_report(disagreeing, other_number, now=noon_of(3))
    assert rulable(disagreeing, JUDGE) == [1, 2]
    assert rulable(disagreeing, JUDGE, CAPACITY) == [2]

    made = record_report(disagreeing, report(level(PRESENT, 60), on=4, source_id=2), now=noon_of(4))
    without = correction(made.report_id, level(CAPACITY, 3), person_id=JUDGE)
    correct_report(disagreeing, without, now=noon_of(4))

    assert rulable(disagreeing, JUDGE) == [1]
    with pytest.raises(OwnSeries, match="Ask another reviewer to rule on it"):
        rule_series(disagreeing, ruling(), now=noon_of(5))
    rule_series(disagreeing, ruling(source=1), now=noon_of(5))
    assert load_rulings(disagreeing) == {(WHOLE, "present", 1)}


@pytest.mark.parametrize("kind", RulingKind)
@pytest.mark.parametrize("number", [0, 1])
def test_what_counts_after_a_ruling_is_what_was_foreseen(
    disagreeing: Session, kind: RulingKind, number: int
) -> None:
    series = list_stated_series(disagreeing, WHOLE, PRESENT)
    now = noon_of(4)
    outcomes = foresee_rulings(disagreeing, series, WHOLE, START, PRESENT, now)
    assert [one.source_name for one in outcomes] == ["Source 1", "Source 2"]
    rule_series(disagreeing, ruling(kind, source=series[number].source_id), now=now)
    counting = observe_acts(next(load_day_acts(disagreeing, [(WHOLE, START)], now))).get(PRESENT)
    one = outcomes[number]
    assert counting == (one.as_rival if kind is RulingKind.RIVAL else one.as_different)
    values = [said and said.value for said in (one.as_rival, one.as_different)]
    assert values == ([50, 50] if number == 0 else [50, 200])
