"""What was known at a moment is what a database that stopped then shows now."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from functools import cache
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


@dataclass(frozen=True, kw_only=True)
class Onlooker:
    """Who looks at an operation, when, and at what.

    Of what is read again and again for many places, each history is asked a half, by `turn`.
    """

    now: datetime
    turn: int
    units: Sequence[int] = UNITS
    areas: Sequence[int] = AREAS

    @property
    def today(self) -> date:
        return max(START, min(LAST, self.now.date()))

    def pair(self, keys: Sequence[Indicator]) -> list[tuple[date, Indicator]]:
        """Two days, each with one of two indicators."""
        days = (self.today - timedelta(days=2), self.today)
        return list(zip(days, keys[::-1] if self.turn else keys, strict=True))

    def look(self, session: Session, reports: list[int], known_at: datetime | None) -> Any:
        """Everything that pages read, in plain values; reports by their number in the history."""
        knowledge = Knowledge(session, known_at)
        names = {report_id: f"report {at}" for at, report_id in enumerate(reports)}
        found = {
            **self._look_at_days(knowledge),
            **self._look_at_units(knowledge),
            **self._look_at_reports(knowledge),
        }
        return plain(found, names)

    def _look_at_days(self, knowledge: Knowledge) -> dict[str, Any]:
        found: dict[str, Any] = {}
        everywhere = list(dict.fromkeys([*self.areas, *self.units]))
        for place in everywhere:
            first = START + timedelta(days=place % 2 * 5)
            found[f"days of {place}"] = knowledge.read_days([place], first, LAST)
        found["of each"] = knowledge.read_days_of_each(everywhere, START, self.today)
        for day in (self.today - timedelta(days=2), self.today):
            last = knowledge.read_last_days(self.areas, day)
            found[f"areas on {day}"] = {
                (place, key): total
                for place, totals in last.items()
                for key, total in totals.items()
                if any(value for name, value in asdict(total).items() if name != "day")
            }
            found[f"last days by {day}"] = [
                knowledge.find_last_days(places, SERIES_KEYS, day)
                for places in (None, [SPLIT, FIRST])
            ]
        for key in (Indicator.PRESENT, Indicator.KILLED):
            found[f"breakdown of {key}"] = [
                knowledge.read_breakdown(place, START, self.today, key)
                for place in (None, SPLIT, FIRST)
            ]
        return found

    def _look_at_units(self, knowledge: Knowledge) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for day, key in self.pair((Indicator.PRESENT, Indicator.ARRIVALS)):
            found[f"units on {day}"] = knowledge.read_last_points(self.units, day)
            found[f"behind {key} on {day}"] = [
                knowledge.list_behind(place, day, key) for place in (None, *self.areas, FIRST)
            ]
        found["completeness"] = [
            [asdict(unit) for unit in knowledge.read_completeness(places, START, LAST, self.now)]
            for places in (None, *([area] for area in self.areas))
        ]
        coming = self.today + timedelta(days=14)
        found["coming"] = [
            knowledge.read_room_changes(places, self.today, coming)
            for places in (None, [REGION], self.units)
        ]
        found["counted"] = {
            (place, day): reports
            for place, days in knowledge.read_counted(self.units, START, LAST).items()
            for day, reports in days.items()
        }
        day = self.today - timedelta(days=self.turn)
        found["stated"] = [
            knowledge.list_stated_units(place, day, Indicator.PRESENT)
            for place in (None, *self.areas)
        ]
        return found

    def _look_at_reports(self, knowledge: Knowledge) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for day in (self.today - timedelta(days=2), self.today):
            found[f"last reports by {day}"] = [
                knowledge.find_last_reports(places, day)
                for places in (None, self.areas, self.units)
            ]
            found[f"last report by {day}"] = knowledge.find_last_report([WHOLE], day)
        found["last claim"] = knowledge.find_last_claim(self.areas, LAST)
        found["claims"] = knowledge.list_claims(self.areas, START, LAST)
        found["latest claims"] = [
            knowledge.list_latest_claims([place], self.today, tuple(Indicator), 50)
            for place in self.areas
        ]
        found["reports"] = [
            knowledge.list_place_reports(place, START, LAST) for place in self.units
        ]
        found["about"] = knowledge.list_reports_about([(place, START) for place in self.units])
        return found


SIMPLE = {bool, date, datetime, float, int, str, type(None), Indicator}
"""What stays as it is; named, since millions of values are gone through."""


def plain(value: Any, names: dict[int, str]) -> Any:
    """The value without dataclasses, and without what differs from database to database: ids."""
    if isinstance(value, dict):
        return {str(key): plain(found, names) for key, found in value.items() if found != {}}
    if isinstance(value, (list, tuple)):
        return [plain(found, names) for found in value]
    if not hasattr(value, "__dataclass_fields__"):
        return value
    told = {
        name: found if type(found) in SIMPLE else plain(found, names)
        for name in list_told(*value.__dataclass_fields__)
        for found in [getattr(value, name)]
    }
    if told.get("report_id") is not None:
        told["report_id"] = names[told["report_id"]]
    return told


@cache
def list_told(*fields: str) -> list[str]:
    """Those of a dataclass that do not differ from database to database."""
    return [name for name in fields if name not in {"revision_id", "decision_id", "message"}]


@holds_for(16, shrinks=False, history=acts(least=12), share=st.floats(0, 1), turn=st.integers(0, 1))
def test_what_was_known_at_a_moment_is_what_a_database_that_stopped_then_shows(
    session: Session, history: list[Act], share: float, turn: int
) -> None:
    register = [act for act in history if act.kind in REGISTER]
    rest = [act for act in history if act.kind not in REGISTER]
    until = round(share * len(rest))
    with played(session, register, rest[:until]) as player:
        moment = player.now
        onlooker = Onlooker(now=moment, turn=turn)
        stopped = onlooker.look(session, player.reports, None)
        for act in rest[until:]:
            player.play(act)
        session.expire_all()
        known = onlooker.look(session, player.reports, moment)
    for name, expected in stopped.items():
        assert known[name] == expected, name


@st.composite
def register_histories(draw: st.DrawFn) -> tuple[list[Act], list[Act]]:
    """Reports and changes of the register before a moment, and such changes among reports after."""
    before = draw(st.lists(act_of(*["report"] * 5, *REGISTER_ACTS[:5]), min_size=8, max_size=14))
    changes = draw(st.lists(act_of(*REGISTER_ACTS), min_size=1, max_size=4))
    reports = draw(st.lists(act_of(*["report"] * 4, *OTHER), max_size=8))
    return before, draw(st.permutations([*changes, *reports]))


@holds_for(20, shrinks=False, history=register_histories(), turn=st.integers(0, 1))
def test_what_the_registers_said_then_is_shown_whatever_they_say_now(
    session: Session, history: tuple[list[Act], list[Act]], turn: int
) -> None:
    before, after = history
    transaction = session.begin_nested()
    make_operation(session)
    player = Registrar(session)
    for act in before:
        player.play(act)
    moment = player.now
    areas, units = player.list_kinds()
    onlooker = Onlooker(now=moment, turn=turn, areas=areas, units=units)
    session.expire_all()
    stopped = onlooker.look(session, player.reports, None)
    for act in after:
        player.play(act)
    session.expire_all()
    known = onlooker.look(session, player.reports, moment)
    added = [place for place in player.places if place not in {*areas, *units}]
    nothing = Knowledge(session, moment).read_days_of_each(added, START, LAST)
    transaction.rollback()
    session.expunge_all()
    for name, expected in stopped.items():
        assert known[name] == expected, name
    for days in nothing.values():
        assert not any(day.known or day.expected for found in days.values() for day in found)
