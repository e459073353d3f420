"""What was known at a moment is what a database that stopped then shows now."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.histories import (
    AREAS,
    COUNTRY,
    DAYS,
    FIRST,
    REGION,
    SPLIT,
    START,
    UNITS,
    WHOLE,
    Act,
    acts,
    make_operation,
)
from tests.playing import Player
from tests.properties import holds_for
from tests.recording.drafts import noon_of
from tracker.domain.indicators import Indicator
from tracker.recording.knowledge import Knowledge
from tracker.totals.scopes import SERIES_KEYS

LAST = START + timedelta(days=DAYS + 6)
REGISTER = ("status", "mode", "close", "correct_district", "relocate")


class TimedPlayer(Player):
    """Plays acts hours apart, reports being about the last days up to the day of the act."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.now = noon_of(0)

    def play(self, act: Act) -> None:
        self.now += timedelta(hours=act.choice * 3)
        super().play(act)

    def _report(self, act: Act) -> None:
        today = (self.now - noon_of(0)).days
        super()._report(replace(act, day=max(0, min(today, DAYS - 1) - act.day % 4)))


@contextmanager
def played(session: Session, register: list[Act], history: list[Act]) -> Iterator[TimedPlayer]:
    """An operation whose register is settled before its history begins; gone afterwards."""
    transaction = session.begin_nested()
    make_operation(session)
    player = TimedPlayer(session)
    for act in register:
        Player.play(player, act)
    player.now = noon_of(0)
    for act in history:
        player.play(act)
    session.expire_all()
    yield player
    transaction.rollback()
    session.expunge_all()


def look(
    session: Session, reports: list[int], known_at: datetime | None, now: datetime, today: date
) -> Any:
    """Everything that pages read, in plain values; reports by their number in the history."""
    knowledge = Knowledge(session, known_at)
    names = {report_id: f"report {at}" for at, report_id in enumerate(reports)}
    found: dict[str, Any] = {}
    for place in (*AREAS, *UNITS[2:]):
        first = START + timedelta(days=place % 2 * 5)
        found[f"days of {place}"] = knowledge.read_days([place], first, LAST)
    for day in (today - timedelta(days=2), today):
        last = knowledge.read_last_days(AREAS, day)
        found[f"areas on {day}"] = {
            (place, key): total
            for place, totals in last.items()
            for key, total in totals.items()
            if any(value for name, value in asdict(total).items() if name != "day")
        }
        found[f"units on {day}"] = knowledge.read_last_points(UNITS, day)
        found[f"last reports by {day}"] = [
            knowledge.find_last_reports(places, day) for places in (None, AREAS, UNITS)
        ]
        found[f"last days by {day}"] = [
            knowledge.find_last_days(places, SERIES_KEYS, day) for places in (None, [SPLIT, FIRST])
        ]
        found[f"last report by {day}"] = knowledge.find_last_report([WHOLE], day)
        for key in (Indicator.PRESENT, Indicator.ARRIVALS):
            found[f"behind {key} on {day}"] = [
                knowledge.list_behind(place, day, key) for place in (None, SPLIT, FIRST)
            ]
    for key in (Indicator.PRESENT, Indicator.KILLED):
        found[f"breakdown of {key}"] = [
            knowledge.read_breakdown(place, START, today, key) for place in (None, SPLIT, FIRST)
        ]
    found["completeness"] = [
        [asdict(unit) for unit in knowledge.read_completeness(places, START, LAST, now)]
        for places in (None, [SPLIT])
    ]
    found["last claim"] = knowledge.find_last_claim([COUNTRY, REGION], LAST)
    found["claims"] = knowledge.list_claims([COUNTRY, REGION], START, LAST)
    found["latest claims"] = [
        knowledge.list_latest_claims([place], today, tuple(Indicator), 50)
        for place in (COUNTRY, REGION, SPLIT)
    ]
    found["reports"] = [knowledge.list_place_reports(place, START, LAST) for place in UNITS]
    found["about"] = knowledge.list_reports_about([(place, START) for place in UNITS])
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
