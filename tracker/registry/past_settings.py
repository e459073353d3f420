"""Settings that were others at an earlier moment, though pages that look back use those of now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from tracker.domain.audit import Act
from tracker.registry.describing import HOUSEHOLD_SIZE, NAME
from tracker.store.audit import LINK, RARE

_OF_NO_NUMBER = (NAME, HOUSEHOLD_SIZE)
"""Neither changes what was recorded: a report keeps the size of household it was made with."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherSetting:
    """A setting by its label on pages, as it was at a moment and as it is now."""

    label: str
    was: Any
    now: Any


def list_other_settings(session: Session, moment: datetime) -> tuple[OtherSetting, ...]:
    """The settings that numbers depend on and that were others at the moment; one statement."""
    query = select(LINK.c.details).where(
        LINK.c.act == Act.SETTINGS_CHANGED.value,
        text(RARE),  # says to the engine that the index of rare acts has them all
        LINK.c.recorded_at > moment,
    )
    spans: dict[str, list[Any]] = {}
    for details in session.scalars(query.order_by(LINK.c.number)):
        for label, (before, after) in json.loads(details)["changes"].items():
            spans[label] = [spans.get(label, [before])[0], after]
    return tuple(
        OtherSetting(label=label, was=was, now=now)
        for label, (was, now) in spans.items()
        if was != now and label not in _OF_NO_NUMBER
    )
