"""Acts that changed published totals, read back: newest first, narrowed, as known at a moment."""

from datetime import datetime

from sqlalchemy.orm import Session

from tests.histories import COUNTRY, FIRST, JUDGE, REGION, SPLIT, START, WHOLE
from tests.recording.drafts import LATE, correction, day, level, new, noon_of, report
from tracker.domain.indicators import Indicator
from tracker.domain.published import ActKind
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.domain.windows import ReportingMode
from tracker.recording.corrections import correct_report
from tracker.recording.decisions import decide
from tracker.recording.knowledge import Knowledge
from tracker.recording.published import ToldAct, Wanted, list_acts, list_report_changes
from tracker.recording.reports import record_report
from tracker.registry.reporting_modes import set_reporting_mode

KILLED, PRESENT = Indicator.KILLED, Indicator.PRESENT
ALL = Wanted(place_ids=(COUNTRY,))


def make_acts(session: Session) -> int:
    """A shelter's report that came late, was corrected, then rejected; and one of elsewhere."""
    set_reporting_mode(session, SPLIT, since=START, mode=ReportingMode.BY_SHELTER)
    late = report(new(KILLED, 4), place_id=FIRST, on=1, confirmed=LATE)
    made = record_report(session, late, now=noon_of(5))
    mended = correction(made.report_id, new(KILLED, 3), confirmed=frozenset())
    correct_report(session, mended, now=noon_of(7))
    elsewhere = report(level(PRESENT, 9), place_id=WHOLE, on=2, confirmed=LATE)
    record_report(session, elsewhere, now=noon_of(8))
    rejected = DecisionDraft(
        report_id=made.report_id,
        seq=2,
        kind=DecisionKind.REJECTED,
        person_id=JUDGE,
        reason="another district",
    )
    decide(session, rejected, now=noon_of(9))
    return made.report_id


def list_kinds(session: Session, wanted: Wanted, known_at: datetime | None = None) -> list[str]:
    return [act.kind.value for act in list_acts(session, wanted, limit=9, known_at=known_at)]


def test_an_act_is_known_from_its_own_moment_on(operation: Session) -> None:
    make_acts(operation)
    assert list_kinds(operation, ALL) == ["decision", "late", "correction", "late"]
    assert list_kinds(operation, ALL, noon_of(8)) == ["late", "correction", "late"]
    assert list_kinds(operation, ALL, noon_of(7)) == ["correction", "late"]
    assert list_kinds(operation, ALL, noon_of(4)) == []
    late = Wanted(place_ids=(COUNTRY,), kind=ActKind.LATE)
    assert list_kinds(operation, late, noon_of(7)) == ["late"]
    found = Knowledge(operation, noon_of(8)).list_acts(ALL, limit=1)
    assert [act.kind for act in found] == [ActKind.LATE]


def test_acts_are_told_of_the_places_numbers_and_days_asked_for(operation: Session) -> None:
    report_id = make_acts(operation)
    wanted = Wanted(place_ids=(REGION, SPLIT), indicator=KILLED, first=day(3), last=day(4))
    found = list_acts(operation, wanted, limit=2)
    assert [(act.kind, act.report_id, act.seq) for act in found] == [
        (ActKind.DECISION, report_id, 2),
        (ActKind.CORRECTION, report_id, 2),
    ]
    assert [change.place_name for change in found[1].changes] == ["Split", "Region"]
    assert [change.place_name for change in found[1].own] == ["First"]
    older: tuple[ToldAct, ...] = list_acts(operation, wanted, limit=9, before=found[1].act_id)
    assert [act.kind for act in older] == [ActKind.LATE]
    assert list_acts(operation, Wanted(place_ids=(WHOLE,), last=day(1)), limit=9) == ()


def test_each_act_on_a_report_has_its_changes(operation: Session) -> None:
    report_id = make_acts(operation)
    found = list_report_changes(operation, report_id)
    assert sorted(kind for kind, _ in found) == ["decision", "revision", "revision"]
    places = [change.place_name for change in next(iter(found.values()))]
    assert places == ["First", "Split", "Region", "Country"]


def test_each_act_on_a_report_is_told_of_the_places_asked_for(operation: Session) -> None:
    report_id = make_acts(operation)
    everywhere = list_report_changes(operation, report_id)
    found = list_report_changes(operation, report_id, {SPLIT, WHOLE})
    assert found.keys() == everywhere.keys()
    assert {one.place_name for told in found.values() for one in told} == {"Split"}
    assert list_report_changes(operation, report_id, ()) == {}
