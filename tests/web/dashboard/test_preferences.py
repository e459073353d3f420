"""Marks of the numbers that count because a reviewer preferred them, in the tables of days."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.web.dashboard.conftest import Register, Reporter, day
from tests.web.fixtures import NOW, PersonMaker, Writer
from tests.web.strict_client import Page, StrictClient, read
from tracker.domain.indicators import Indicator
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.domain.rulings import RulingDraft, RulingKind
from tracker.recording.decisions import decide
from tracker.recording.rulings import rule_series
from tracker.registry.people import Role

PAGES = ("dashboard.show_place", "dashboard.show_displaced")
Judge = Callable[[DecisionKind, Indicator | None], None]


@pytest.fixture
def judge(register: Register, report: Reporter, writer: Writer, make_person: PersonMaker) -> Judge:
    """Decides on the second of two reports about one day, with noise around."""
    report(register.whole, day(17), present=90)
    report(register.whole, day(18), present=100, sheltered=10)
    chosen = report(register.whole, day(18), present=170, sheltered=20, source="Rumour")
    reviewer = make_person(Role.REVIEWER, name="Irina Petrova").id

    def act(kind: DecisionKind, indicator: Indicator | None) -> None:
        draft = DecisionDraft(
            report_id=chosen.report_id,
            seq=1,
            kind=kind,
            person_id=reviewer,
            reason="Counted bed by bed.",
            indicator=indicator,
        )
        with writer() as session:
            decide(session, draft, now=NOW)

    return act


def list_marked(page: Page) -> list[str]:
    """The lines of tables that have the mark."""
    said = (read(row) for row in page.find_all("tbody/tr"))
    return [line for line in said if "preferred by a reviewer" in line]


def list_hovers(page: Page) -> list[str]:
    """The days of the first chart that say so."""
    source = next(each for each in page.find_all("script") if each.get("data-chart"))
    days = [trace.get("text", ()) for trace in json.loads(source.text or "")["data"]]
    return [text for texts in days for text in texts if "preferred by a" in text]


@pytest.mark.parametrize("page", PAGES)
def test_the_day_of_a_preferred_number_is_marked_with_its_name(
    official: StrictClient, register: Register, judge: Judge, page: str
) -> None:
    assert list_marked(official.see(page, place_id=register.whole)) == []
    judge(DecisionKind.PREFERRED, Indicator.PRESENT)

    (line,) = list_marked(official.see(page, place_id=register.whole))

    assert line.startswith("18 Aug 2024")
    assert "people present preferred by a reviewer" in line
    assert "people sheltered preferred" not in line
    (hover,) = list_hovers(official.see(page, place_id=register.whole))
    assert "People present preferred by a" in hover
    assert list_marked(official.see(page, place_id=register.region)) == []


def test_a_report_may_be_preferred_as_a_whole(
    official: StrictClient, register: Register, judge: Judge
) -> None:
    judge(DecisionKind.PREFERRED, None)

    (line,) = list_marked(official.see("dashboard.show_place", place_id=register.whole))

    assert "people present preferred by a reviewer" in line
    assert "people sheltered preferred by a reviewer" in line


def test_what_was_rejected_later_is_no_longer_marked(
    official: StrictClient, register: Register, judge: Judge
) -> None:
    judge(DecisionKind.PREFERRED, None)
    judge(DecisionKind.REJECTED, None)

    assert list_marked(official.see("dashboard.show_place", place_id=register.whole)) == []


def test_a_different_thing_is_not_marked(
    *,
    official: StrictClient,
    register: Register,
    judge: Judge,
    writer: Writer,
    make_person: PersonMaker,
    sources: dict[str, int],
) -> None:
    judge(DecisionKind.PREFERRED, Indicator.PRESENT)
    draft = RulingDraft(
        place_id=register.whole,
        indicator=Indicator.PRESENT,
        source_id=sources["Rumour"],
        kind=RulingKind.DIFFERENT,
        person_id=make_person(Role.REVIEWER).id,
        reason="Passers-by.",
    )
    with writer() as session:
        rule_series(session, draft, now=NOW)

    assert list_marked(official.see("dashboard.show_place", place_id=register.whole)) == []


def test_before_the_decision_nothing_was_marked(
    official: StrictClient, register: Register, judge: Judge
) -> None:
    judge(DecisionKind.PREFERRED, None)
    before = (NOW - timedelta(minutes=5)).strftime("%Y-%m-%dT%H:%M")

    page = official.see("dashboard.show_place", place_id=register.whole, known_at=before)

    assert list_marked(page) == []
