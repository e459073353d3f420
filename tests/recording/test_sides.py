"""All that was said of a number of a day, with what counts and what is out."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests.histories import FIRST, JUDGE, REGION, SPLIT, START, WHOLE, make_operation
from tests.recording.drafts import LATE, correction, level, noon_of, report, withdrawal
from tests.standing import stands
from tracker.domain.indicators import Indicator
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.domain.rulings import RulingDraft, RulingKind
from tracker.domain.windows import COVERAGE
from tracker.recording.claims import find_last_claim, list_claims
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.decisions import decide
from tracker.recording.reports import record_report
from tracker.recording.rulings import list_stated_series, rule_series
from tracker.recording.sides import Footing, UnitSides, list_stated_units, load_sides
from tracker.store.places import ReportingModeRow
from tracker.totals.known.past import Past
from tracker.totals.known.registers import Registers
from tracker.totals.units import read_last_points
from tracker.totals.update import reweigh

PRESENT, CAPACITY = Indicator.PRESENT, Indicator.CAPACITY


def say(session: Session, value: int, source: int, place: int = WHOLE, *, on: int = 0) -> int:
    draft = report(
        level(PRESENT, value), place_id=place, source_id=source, on=on, confirmed=_ANYTHING
    )
    return record_report(session, draft, now=noon_of(on)).report_id


_ANYTHING = frozenset({"second_report", "jump:present"})


def judge(session: Session, report_id: int, kind: DecisionKind, **more: Any) -> None:
    about: dict[str, Any] = {"seq": 1, **more}
    draft = DecisionDraft(
        report_id=report_id, kind=kind, person_id=JUDGE, reason="Doubtful.", **about
    )
    decide(session, draft, now=noon_of(1))


def rule(session: Session, source: int) -> None:
    draft = RulingDraft(
        place_id=WHOLE,
        indicator=PRESENT,
        source_id=source,
        kind=RulingKind.DIFFERENT,
        person_id=JUDGE,
        reason="Families.",
    )
    rule_series(session, draft, now=noon_of(2))


def sides(session: Session) -> UnitSides:
    (found,) = load_sides(session, [WHOLE], START, PRESENT)
    return found


@stands
def said(session: Session) -> None:
    """Three sources of one day, with noise: another day, another place, another number."""
    make_operation(session)
    say(session, 100, 1)
    say(session, 120, 2)
    say(session, 140, 3)
    say(session, 999, 1, on=1)
    say(session, 998, 1, place=SPLIT)


def test_candidates_stand_in_the_order_in_which_they_count(said: Session) -> None:
    found = sides(said)

    assert [side.count.value for side in found.standing] == [100, 120, 140]
    assert found.out == ()


def test_the_first_of_them_is_the_one_in_the_totals(said: Session) -> None:
    judge(said, sides(said).standing[2].report.report_id, DecisionKind.PREFERRED)

    best = sides(said).standing[0]

    points = read_last_points(said, [WHOLE], START, (PRESENT, COVERAGE))
    observation = points[WHOLE][PRESENT].point.observation
    assert observation is not None
    assert (best.count.value, best.report.report_id) == (140, observation.report_id)


@pytest.mark.parametrize("kind", [DecisionKind.RETURNED, DecisionKind.REJECTED])
def test_what_a_reviewer_took_out_says_why(said: Session, kind: DecisionKind) -> None:
    judge(said, sides(said).standing[0].report.report_id, kind)

    found = sides(said)

    assert [side.count.value for side in found.standing] == [120, 140]
    (out,) = found.out
    assert out.footing.value == kind.value
    assert (out.count.value, out.why, out.by, out.at) == (100, "Doubtful.", "Reviewer", noon_of(1))


def test_a_preference_for_another_number_prefers_nothing_here(said: Session) -> None:
    third = sides(said).standing[2].report.report_id
    both = correction(third, level(PRESENT, 140), level(CAPACITY, 400))
    correct_report(said, both, now=noon_of(0))
    judge(said, third, DecisionKind.PREFERRED, seq=2, indicator=CAPACITY)

    assert sides(said).standing[0].count.value == 100


def test_what_was_corrected_or_withdrawn_stands_apart(said: Session) -> None:
    first, second, third = (side.report.report_id for side in sides(said).standing)
    correct_report(said, correction(first, level(PRESENT, 101)), now=noon_of(1))
    correct_report(said, correction(second, level(CAPACITY, 50)), now=noon_of(1))
    withdraw_report(said, withdrawal(third), now=noon_of(1))

    found = sides(said)

    assert [side.count.value for side in found.standing] == [101]
    assert {(side.count.value, side.footing, side.why) for side in found.out} == {
        (100, Footing.REPLACED, "counted again"),
        (120, Footing.REPLACED, "counted again"),
        (140, Footing.WITHDRAWN, "by mistake"),
    }


def test_a_correction_of_other_numbers_replaces_nothing(said: Session) -> None:
    first = sides(said).standing[0].report.report_id
    same = correction(first, level(PRESENT, 100), level(CAPACITY, 400))
    correct_report(said, same, now=noon_of(1))

    assert sides(said).out == ()


def test_a_different_thing_is_out_with_the_reviewers_reason(said: Session) -> None:
    rule(said, 1)

    found = sides(said)

    assert [side.count.value for side in found.standing] == [120, 140]
    assert [(side.footing, side.why) for side in found.out] == [(Footing.DIFFERENT, "Families.")]


def test_a_different_thing_is_a_claim_beside_the_totals(said: Session) -> None:
    mixed = report(level(PRESENT, 7), level(CAPACITY, 80), source_id=1, on=2)
    record_report(said, mixed, now=noon_of(2))
    record_report(said, report(level(CAPACITY, 81), source_id=1, on=3), now=noon_of(3))
    last = START + timedelta(days=3)
    assert list_claims(said, [WHOLE], START, last) == ()

    rule(said, 1)

    claims = list_claims(said, [WHOLE], START, last)
    assert [[count.value for count in claim.counts] for claim in claims] == [[7], [999], [100]]
    assert {claim.rulings[0].reason for claim in claims} == {"Families."}
    assert find_last_claim(said, [WHOLE], last) == START + timedelta(days=2)


def test_a_report_corrected_to_say_no_different_thing_any_more_is_no_claim(said: Session) -> None:
    rule(said, 1)
    last = START + timedelta(days=1)
    before = list_claims(said, [WHOLE], START, last)
    assert [[count.value for count in claim.counts] for claim in before] == [[999], [100]]
    newest = before[0].report
    assert find_last_claim(said, [WHOLE], last) == newest.day
    correct_report(said, correction(newest.report_id, level(CAPACITY, 50)), now=noon_of(3))

    claims = list_claims(said, [WHOLE], START, last)

    assert [[count.value for count in claim.counts] for claim in claims] == [[100]]
    assert list_claims(said, [WHOLE], START, last, limit=1) == claims
    assert find_last_claim(said, [WHOLE], last) == START
    assert find_last_claim(said, [WHOLE], last, past=Past(said, noon_of(2))) == newest.day


def test_a_different_thing_that_was_withdrawn_is_still_a_claim(said: Session) -> None:
    withdrawn = sides(said).standing[0].report.report_id
    withdraw_report(said, withdrawal(withdrawn), now=noon_of(2))
    rule(said, 1)
    claims = list_claims(said, [WHOLE], START, START)
    assert [claim.report.standing.withdrawn for claim in claims if claim.counts[0].value == 100]


def test_a_unit_is_found_from_the_moment_that_its_number_was_first_stated(said: Session) -> None:
    late = report(level(PRESENT, 30), place_id=FIRST, source_id=2, confirmed=LATE)
    with reweigh(said, [SPLIT, FIRST]):
        said.add(ReportingModeRow(place_id=SPLIT, since=START, mode="by_shelter"))
    record_report(said, late, now=noon_of(3))

    assert list_stated_units(said, None, START, PRESENT) == (FIRST, WHOLE)
    then, before = Past(said, noon_of(3)), Past(said, noon_of(2))
    assert list_stated_units(said, None, START, PRESENT, past=then) == (FIRST, WHOLE)
    assert list_stated_units(said, None, START, PRESENT, past=before) == (WHOLE,)


def test_what_was_stated_elsewhere_is_not_read_in_looking_back(
    said: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[int]] = []
    load_scopes = Registers.load_scopes

    def load(registers: Registers, place_ids: Any) -> Any:
        asked.append(list(place_ids))
        return load_scopes(registers, place_ids)

    monkeypatch.setattr(Registers, "load_scopes", load)
    past = Past(said, noon_of(3))
    assert list_stated_units(said, WHOLE, START, PRESENT, past=past) == (WHOLE,)
    assert list_stated_units(said, REGION, START, PRESENT, past=past) == (SPLIT, WHOLE)
    assert asked == [[WHOLE], [SPLIT, WHOLE]]


def test_units_are_found_in_an_area_and_claims_about_it_are_not(said: Session) -> None:
    say(said, 5_000, 1, place=REGION)
    record_report(
        said, report(level(CAPACITY, 9), place_id=SPLIT, source_id=2, on=2), now=noon_of(2)
    )

    assert list_stated_units(said, REGION, START, PRESENT) == (SPLIT, WHOLE)
    assert list_stated_units(said, None, START, PRESENT) == (SPLIT, WHOLE)
    assert list_stated_units(said, WHOLE, START, PRESENT) == (WHOLE,)
    assert list_stated_units(said, None, START + timedelta(days=2), PRESENT) == ()


def test_the_sources_of_a_series_are_listed_with_the_ruling_that_holds(said: Session) -> None:
    rule(said, 2)

    series = list_stated_series(said, WHOLE, PRESENT)

    assert [(one.source_name, one.ruling and one.ruling.reason) for one in series] == [
        ("Source 1", None),
        ("Source 2", "Families."),
        ("Source 3", None),
    ]
    assert list_stated_series(said, WHOLE, CAPACITY) == ()
