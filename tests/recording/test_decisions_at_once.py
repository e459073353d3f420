"""Deciding on many reports at once leaves what deciding on one after the other leaves."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from tests.histories import FIRST, JUDGE, WHOLE, Act, acts, make_operation
from tests.playing import Player
from tests.properties import holds_for
from tests.recording.drafts import level, noon_of, report
from tracker.audit.chain import find_head
from tracker.audit.verify import find_break
from tracker.domain.errors import Refusal
from tracker.domain.indicators import Indicator
from tracker.domain.reports import DecisionDraft
from tracker.domain.review import DecisionKind
from tracker.recording.decisions import LeftOut, decide, decide_each
from tracker.recording.reports import record_report
from tracker.store.base import table_of
from tracker.store.published import PublishedActRow, PublishedChangeRow
from tracker.store.reports import DecisionEffectRow, DecisionRow, ReportRow
from tracker.store.review import WaitingRow
from tracker.store.totals import AreaChangeRow, AreaSumRow, UnitDayRow
from tracker.totals.check import find_differences

CHOSEN = st.lists(
    st.tuples(st.integers(0, 8), st.sampled_from(DecisionKind)), min_size=2, max_size=9
)
"""Reports by their number in the history, some of them more than once, and what is decided."""

DecideOn = Callable[[Session, Sequence[DecisionDraft], datetime], list[LeftOut]]


def decide_in_turn(
    session: Session, drafts: Sequence[DecisionDraft], now: datetime
) -> list[LeftOut]:
    left_out = []
    for draft in drafts:
        try:
            decide(session, draft, now=now)
        except Refusal as refusal:
            left_out.append(LeftOut(report_id=draft.report_id, message=refusal.message))
    return left_out


def decide_at_once(
    session: Session, drafts: Sequence[DecisionDraft], now: datetime
) -> list[LeftOut]:
    return list(decide_each(session, drafts, now=now))


def make_drafts(session: Session, player: Player, chosen: list[tuple[int, DecisionKind]]) -> Any:
    reports = {
        row.id: row for row in session.execute(select(table_of(ReportRow)).order_by(ReportRow.id))
    }
    picked = [(reports[player.reports[pick % len(player.reports)]], kind) for pick, kind in chosen]
    return [
        DecisionDraft(
            report_id=row.id,
            # Now and then the reviewer saw a revision that is outdated.
            seq=row.head_seq - (row.id % 7 == 0),
            kind=kind,
            person_id=JUDGE,
            reason="because" if row.id % 5 else None,
        )
        for row, kind in picked
    ]


def read(session: Session, table: Table) -> list[str]:
    return sorted(map(repr, session.execute(select(table)).all()))


def look(session: Session) -> dict[str, Any]:
    """All that decisions leave, with acts in their order in place of their ids."""
    found: dict[str, Any] = {
        table.name: read(session, table)
        for table in map(table_of, (ReportRow, WaitingRow, UnitDayRow, AreaSumRow))
    }
    changes = session.execute(select(table_of(AreaChangeRow))).all()
    found["area_change"] = sorted(repr(row) for row in changes if any(row[3:]))
    decisions = session.execute(select(table_of(DecisionRow)).order_by(DecisionRow.id)).all()
    effects = dict(map(tuple, session.execute(select(table_of(DecisionEffectRow)))))
    found["decision"] = [(row[1:], effects.get(row.id)) for row in decisions]
    order = {row.id: number for number, row in enumerate(decisions)}
    acts_kept = session.execute(select(table_of(PublishedActRow)).order_by(PublishedActRow.id))
    numbers = {}
    found["published_act"] = []
    for number, row in enumerate(acts_kept):
        numbers[row.id] = number
        kept = row._asdict()
        del kept["id"], kept["revision_id"], kept["ruling_id"]
        found["published_act"].append(kept | {"decision_id": order.get(row.decision_id)})
    found["published_change"] = sorted(
        repr((numbers[row.act_id], row._asdict() | {"act_id": None}))
        for row in session.execute(select(table_of(PublishedChangeRow)))
    )
    found["links"] = find_head(session).number
    found["break"] = find_break(session)
    found["differences"] = list(find_differences(session))
    return found


@holds_for(30, shrinks=False, history=acts(), chosen=CHOSEN)
def test_many_at_once_are_as_one_after_the_other(
    session: Session, history: list[Act], chosen: list[tuple[int, DecisionKind]]
) -> None:
    outer = session.begin_nested()
    make_operation(session)
    player = Player(session)
    for act in history:
        player.play(act)
    session.expire_all()
    if player.reports:
        drafts = make_drafts(session, player, chosen)
        seen = []
        for decide_on in (decide_in_turn, decide_at_once):
            inner = session.begin_nested()
            left_out = decide_on(session, drafts, player.now + timedelta(hours=1))
            seen.append((left_out, look(session)))
            inner.rollback()
            session.expire_all()
        one_by_one, at_once = seen
        assert at_once[0] == one_by_one[0]
        for name, expected in one_by_one[1].items():
            assert at_once[1][name] == expected, name
        assert at_once[1]["break"] is None
        assert at_once[1]["differences"] == []
    outer.rollback()
    session.expunge_all()


def test_days_that_are_not_published_yet_are_not_told_as_changed(operation: Session) -> None:
    reports = [
        record_report(
            operation, report(level(Indicator.PRESENT, 5), place_id=place), now=noon_of(0)
        )
        for place in (WHOLE, FIRST)
    ]
    drafts = [
        DecisionDraft(
            report_id=made.report_id,
            seq=1,
            kind=DecisionKind.REJECTED,
            person_id=JUDGE,
            reason="sent by mistake",
        )
        for made in reports
    ]
    assert decide_each(operation, drafts, now=noon_of(0)) == ()
    assert operation.execute(select(table_of(PublishedActRow))).all() == []
    assert list(find_differences(operation)) == []
