"""Plays acts hours apart, as they are known one after the other."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy.orm import Session

from tests.histories import DAYS, Act
from tests.playing import Player
from tests.recording.drafts import noon_of


class TimedPlayer(Player):
    """Plays acts hours apart, reports being about the last days up to the day of the act."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.now = noon_of(0)

    def play(self, act: Act) -> None:
        """Play one act; what the rules refuse is left out."""
        self.now += timedelta(hours=act.choice * 3)
        super().play(act)

    def _report(self, act: Act) -> None:
        today = (self.now - noon_of(0)).days
        super()._report(replace(act, day=max(0, min(today, DAYS - 1) - act.day % 4)))
