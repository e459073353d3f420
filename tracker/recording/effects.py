"""What an act changed in the unit's own series, kept with the act."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tracker.domain.indicators import Indicator
from tracker.domain.reports import Effect
from tracker.store.base import table_of
from tracker.store.prepared import Prepared
from tracker.store.reports import DecisionEffectRow, EffectRow

_INSERT_EFFECTS = Prepared(insert(table_of(EffectRow)), filled=("revision_id", "effects"))


def keep_effects(session: Session, revision_id: int, effects: Iterable[Effect]) -> list[Any]:
    """Append the effects of a revision; answers them as they are stored."""
    kept = _write_effects(effects)
    if kept:
        _INSERT_EFFECTS.rows(session, revision_id=revision_id, effects=kept)
    return kept


def keep_decision_effects(
    session: Session, decision_id: int, effects: Iterable[Effect]
) -> list[Any]:
    """Append the effects of a decision; answers them as they are stored."""
    kept = _write_effects(effects)
    if kept:
        row = {"decision_id": decision_id, "effects": kept}
        session.execute(insert(DecisionEffectRow).values(row))
    return kept


def _write_effects(effects: Iterable[Effect]) -> list[Any]:
    return [
        [effect.indicator.value, effect.day.isoformat(), effect.before, effect.after]
        for effect in effects
    ]


def load_effects(session: Session, revision_id: int) -> tuple[Effect, ...]:
    """The effects of a revision, empty for a claim."""
    query = select(EffectRow.effects).where(EffectRow.revision_id == revision_id)
    return read_effects(session.execute(query).scalar_one_or_none())


def load_decision_effects(session: Session, decision_id: int) -> tuple[Effect, ...]:
    """The effects of a decision, empty where nothing changed."""
    query = select(DecisionEffectRow.effects).where(DecisionEffectRow.decision_id == decision_id)
    return read_effects(session.execute(query).scalar_one_or_none())


def read_effects(kept: list[Any] | None) -> tuple[Effect, ...]:
    """Effects from their stored form."""
    return tuple(
        Effect(
            indicator=Indicator(indicator),
            day=date.fromisoformat(day),
            before=before,
            after=after,
        )
        for indicator, day, before, after in kept or ()
    )
