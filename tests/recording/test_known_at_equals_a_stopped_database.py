"""What was known at a moment is what a database that stopped then shows now."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.histories import (
    AREAS,
    DAYS,
    FIRST,
    OTHER,
    REGION,
    REGISTER,
    SPLIT,
    START,
    UNITS,
    WHOLE,
    Act,
    act_of,
    acts,
    make_operation,
)
from tests.playing import Player
from tests.properties import holds_for
from tests.recording.drafts import noon_of
from tests.registering import REGISTER_ACTS, Registrar
from tests.timed import TimedPlayer
from tracker.domain.indicators import Indicator
from tracker.recording.knowledge import Knowledge
from tracker.totals.scopes import SERIES_KEYS

LAST = START + timedelta(days=DAYS + 6)


@contextmanager
def played(session: Session, register: list[Act], history: list[Act]) -> Iterator[TimedPlayer]:
    """An operation whose register is settled before its history begins; gone afterwards."""
    transaction = session.begin_nested()
    make_operation(session)
    player = TimedPlayer(session)
    player.now -= timedelta(days=1)
    for act in register:
        Player.play(player, act)
    player.now = noon_of(0)
    for act in history:
        player.play(act)
    session.expire_all()
    yield player
    transaction.rollback()
    session.expunge_all()


def look(  # noqa: PLR0917 (who looks at what, and when)
    session: Session,
    reports: list[int],
    known_at: datetime | None,
    now: datetime,
    today: date,
    units: Sequence[int] = UNITS,
    areas: Sequence[int] = AREAS,
) -> Any:
    """Everything that pages read, in plain values; reports by their number in the history."""
    knowledge = Knowledge(session, known_at)
    names = {report_id: f"report {at}" for at, report_id in enumerate(reports)}
    found: dict[str, Any] = {}
    for place in dict.fromkeys([*areas, *units]):
        first = START + timedelta(days=place % 2 * 5)
        found[f"days of {place}"] = knowledge.read_days([place], first, LAST)
    for day in (today - timedelta(days=2), today):
        last = knowledge.read_last_days(areas, day)
        found[f"areas on {day}"] = {
            (place, key): total
            for place, totals in last.items()
            for key, total in totals.items()
            if any(value for name, value in asdict(total).items() if name != "day")
        }
        found[f"units on {day}"] = knowledge.read_last_points(units, day)
        found[f"last reports by {day}"] = [
            knowledge.find_last_reports(places, day) for places in (None, areas, units)
        ]
        found[f"last days by {day}"] = [
            knowledge.find_last_days(places, SERIES_KEYS, day) for places in (None, [SPLIT, FIRST])
        ]
        found[f"last report by {day}"] = knowledge.find_last_report([WHOLE], day)
        for key in (Indicator.PRESENT, Indicator.ARRIVALS):
            found[f"behind {key} on {day}"] = [
                knowledge.list_behind(place, day, key) for place in (None, *areas, FIRST)
            ]
    for key in (Indicator.PRESENT, Indicator.KILLED):
        found[f"breakdown of {key}"] = [
            knowledge.read_breakdown(place, START, today, key) for place in (None, SPLIT, FIRST)
        ]
    found["completeness"] = [
        [asdict(unit) for unit in knowledge.read_completeness(places, START, LAST, now)]
        for places in (None, *([area] for area in areas))
    ]
    coming = today + timedelta(days=14)
    found["coming"] = [
        knowledge.read_room_changes(places, today, coming) for places in (None, [REGION], units)
    ]
    found["counted"] = {
        (place, day): reports
        for place, days in knowledge.read_counted(units, START, LAST).items()
        for day, reports in days.items()
    }
    everywhere = list(dict.fromkeys([*areas, *units]))
    found["of each"] = knowledge.read_days_of_each(everywhere, START, today)
    found["stated"] = [
        knowledge.list_stated_units(place, day, Indicator.PRESENT)
        for place in (None, *areas)
        for day in (today - timedelta(days=1), today)
    ]
    found["last claim"] = knowledge.find_last_claim(areas, LAST)
    found["claims"] = knowledge.list_claims(areas, START, LAST)
    found["latest claims"] = [
        knowledge.list_latest_claims([place], today, tuple(Indicator), 50) for place in areas
    ]
    found["reports"] = [knowledge.list_place_reports(place, START, LAST) for place in units]
    found["about"] = knowledge.list_reports_about([(place, START) for place in units])
    return plain(found, names)


def plain(value: Any, names: dict[int, str], field: str = "") -> Any:
    """The value without dataclasses, and without what differs from database to database: ids."""
    if hasattr(value, "__dataclass_fields__"):
        return {
            name: plain(getattr(value, name), names, name) for name in value.__dataclass_fields__
        }
    if isinstance(value, dict):
        return {str(key): plain(found, names) for key, found in value.items() if found != {}}
    if isinstance(value, list | tuple):
        return [plain(found, names) for found in value]
    if field == "report_id" and value is not None:
        return names[value]
    return None if field in {"revision_id", "decision_id", "message"} else value


@holds_for(30, shrinks=False, history=acts(), share=st.floats(0, 1))
def test_what_was_known_at_a_moment_is_what_a_database_that_stopped_then_shows(
    session: Session, history: list[Act], share: float
) -> None:
    register = [act for act in history if act.kind in REGISTER]
    rest = [act for act in history if act.kind not in REGISTER]
    until = round(share * len(rest))
    with played(session, register, rest[:until]) as player:
        moment = player.now
        today = max(START, min(LAST, moment.date()))
        stopped = look(session, player.reports, None, moment, today)
        for act in rest[until:]:
            player.play(act)
        session.expire_all()
        known = look(session, player.reports, moment, moment, today)
    for name, expected in stopped.items():
        assert known[name] == expected, name


@st.composite
def register_histories(draw: st.DrawFn) -> tuple[list[Act], list[Act]]:
    """Reports and changes of the register before a moment, and such changes among reports after."""
    before = draw(st.lists(act_of(*["report"] * 5, *REGISTER_ACTS[:5]), min_size=8, max_size=14))
    changes = draw(st.lists(act_of(*REGISTER_ACTS), min_size=1, max_size=4))
    reports = draw(st.lists(act_of(*["report"] * 4, *OTHER), max_size=8))
    return before, draw(st.permutations([*changes, *reports]))


@holds_for(20, shrinks=False, history=register_histories())
def test_what_the_registers_said_then_is_shown_whatever_they_say_now(
    session: Session, history: tuple[list[Act], list[Act]]
) -> None:
    before, after = history
    transaction = session.begin_nested()
    make_operation(session)
    player = Registrar(session)
    for act in before:
        player.play(act)
    moment = player.now
    today = max(START, min(LAST, moment.date()))
    areas, units = player.list_kinds()
    session.expire_all()
    stopped = look(session, player.reports, None, moment, today, units, areas)
    for act in after:
        player.play(act)
    session.expire_all()
    known = look(session, player.reports, moment, moment, today, units, areas)
    added = [place for place in player.places if place not in {*areas, *units}]
    nothing = Knowledge(session, moment).read_days_of_each(added, START, LAST)
    transaction.rollback()
    session.expunge_all()
    for name, expected in stopped.items():
        assert known[name] == expected, name
    for days in nothing.values():
        assert not any(day.known or day.expected for found in days.values() for day in found)
