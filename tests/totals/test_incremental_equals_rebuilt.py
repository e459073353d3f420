"""Incremental, rebuilt and naive: three ways to the same totals."""

from hypothesis import HealthCheck, given, settings
from sqlalchemy.orm import Session

from tests.histories import Act, Player, acts, make_operation
from tracker.totals.check import find_differences
from tracker.totals.rebuild import rebuild


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(history=acts())
def test_what_is_kept_up_equals_what_is_rebuilt(session: Session, history: list[Act]) -> None:
    transaction = session.begin_nested()
    make_operation(session)
    player = Player(session)
    for act in history:
        player.play(act)
    assert list(find_differences(session)) == []
    rebuild(session)
    assert list(find_differences(session)) == []
    transaction.rollback()
    session.expunge_all()
