"""Plays random histories of acts on a session."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from tests.histories import AUTHOR, FIRST, JUDGE, SECOND, SPLIT, START, UNITS, WHOLE, Act
from tracker.domain.audit import Author
from tracker.domain.checks.falls import list_fallen
from tracker.domain.errors import NeedsConfirmation, Refusal
from tracker.domain.falls import Fall, FallKind
from tracker.domain.indicators import Indicator
from tracker.domain.published import ActKind, PublishedAct
from tracker.domain.reports import (
    CorrectionDraft,
    DecisionDraft,
    Receipt,
    ReportDraft,
    WithdrawalDraft,
)
from tracker.domain.review import DecisionKind
from tracker.domain.rulings import RulingDraft, RulingKind
from tracker.domain.windows import ReportingMode, ShelterStatus
from tracker.recording.corrections import correct_report, withdraw_report
from tracker.recording.decisions import decide
from tracker.recording.heads import list_indicators
from tracker.recording.reports import record_report
from tracker.recording.rulings import rule_series
from tracker.registry.places import list_ids_beneath
from tracker.registry.shelter_moves import put_shelter_right, relocate_shelter
from tracker.store.places import (
    PlaceRow,
    ReportingModeRow,
    ShelterStatusRow,
)
from tracker.store.reports import ReportRow
from tracker.totals.update import reweigh


class Player:
    """Plays acts on a session, one minute apart, confirming every soft warning."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.reports: list[int] = []
        self.played = 0
        self.successors: dict[int, int] = {}
        self.now = datetime(2024, 9, 1, tzinfo=UTC)

    def play(self, act: Act) -> None:
        """Play one act; what the rules refuse is left out."""
        self.played += 1
        self.now += timedelta(minutes=1)
        try:
            with self.session.begin_nested():
                getattr(self, f"_{act.kind}")(act)
        except Refusal:
            pass

    def _report(self, act: Act) -> None:
        draft: dict[str, Any] = {
            "submission_id": UUID(int=self.played),
            "place_id": self._find(act.place),
            "day": START + timedelta(days=act.day),
            "source_id": act.source,
            "person_id": AUTHOR,
            "counts": act.counts,
            "note": "said by telephone",
        }
        receipt = self._confirm(record_report, ReportDraft, draft)
        self.reports.append(receipt.report_id)

    def _find(self, place: int) -> int:
        """Where a shelter is now, after any moves."""
        while place in self.successors:
            place = self.successors[place]
        return place

    def _confirm(self, record: Any, draft_type: Any, draft: dict[str, Any]) -> Receipt:
        try:
            return record(self.session, draft_type(**draft), now=self.now)
        except NeedsConfirmation as doubt:
            keys = frozenset(warning.key for warning in doubt.warnings)
            falls = tuple(
                Fall(indicator=indicator, kind=FallKind.CORRECTION)
                for indicator in list_fallen(doubt.warnings)
            )
            sent = draft_type(**draft, confirmed=keys, falls=falls)
            return record(self.session, sent, now=self.now)

    def _chosen(self, act: Act) -> tuple[int, int] | None:
        if not self.reports:
            return None
        report = self.session.get(
            ReportRow, self.reports[act.pick % len(self.reports)], populate_existing=True
        )
        assert report is not None
        return report.id, report.head_seq

    def _correct(self, act: Act) -> None:
        chosen = self._chosen(act)
        if chosen:
            draft = {
                "submission_id": UUID(int=self.played),
                "report_id": chosen[0],
                "based_on": chosen[1],
                "person_id": AUTHOR,
                "counts": act.counts,
                "reason": "counted again",
            }
            self._confirm(correct_report, CorrectionDraft, draft)

    def _withdraw(self, act: Act) -> None:
        chosen = self._chosen(act)
        if chosen:
            withdraw_report(
                self.session,
                WithdrawalDraft(
                    submission_id=UUID(int=self.played),
                    report_id=chosen[0],
                    based_on=chosen[1],
                    person_id=AUTHOR,
                    reason="sent by mistake",
                ),
                now=self.now,
            )

    def _decide(self, act: Act) -> None:
        chosen = self._chosen(act)
        if chosen:
            kind = list(DecisionKind)[act.choice % len(DecisionKind)]
            draft = DecisionDraft(
                report_id=chosen[0],
                seq=chosen[1],
                kind=kind,
                person_id=JUDGE,
                reason="because",
                indicator=self._name_one(act) if kind is DecisionKind.PREFERRED else None,
            )
            decide(self.session, draft, now=self.now)

    def _name_one(self, act: Act) -> Indicator | None:
        """One of the indicators that the act names; None for each second act, which means all."""
        named = sorted(count.indicator for count in act.counts)
        return named[act.pick % len(named)] if act.pick % 2 else None

    def _rule(self, act: Act) -> None:
        chosen = self._chosen(act)
        if chosen:
            report = self.session.get_one(ReportRow, chosen[0])
            stated = sorted(list_indicators(self.session, report)) or list(Indicator)
            rule_series(
                self.session,
                RulingDraft(
                    place_id=report.place_id,
                    indicator=stated[act.choice % len(stated)],
                    source_id=report.source_id,
                    kind=RulingKind.RIVAL if act.pick % 3 == 0 else RulingKind.DIFFERENT,
                    person_id=JUDGE,
                    reason="counted otherwise",
                ),
                now=self.now,
            )

    def _sign(self, place: int) -> PublishedAct:
        return PublishedAct(
            kind=ActKind.REGISTER,
            place_id=place,
            recorded_at=self.now,
            person_id=1,
            reason="as the register says now",
        )

    def _status(self, act: Act) -> None:
        shelter = self._find(FIRST if act.pick % 2 else SECOND)
        status = list(ShelterStatus)[act.choice % len(ShelterStatus)]
        with reweigh(self.session, [shelter], self._sign(shelter), moment=self.now):
            self.session.merge(
                ShelterStatusRow(
                    place_id=shelter, since=START + timedelta(days=act.day), status=status.value
                )
            )

    def _mode(self, act: Act) -> None:
        mode = list(ReportingMode)[act.choice % len(ReportingMode)]
        district = WHOLE if act.place == WHOLE else SPLIT
        units = list_ids_beneath(self.session, [district])
        with reweigh(self.session, units, self._sign(district), moment=self.now):
            self.session.merge(
                ReportingModeRow(
                    place_id=district, since=START + timedelta(days=act.day), mode=mode.value
                )
            )

    def _close(self, act: Act) -> None:
        place = self._find(UNITS[act.pick % len(UNITS)])
        with reweigh(self.session, [place], self._sign(place), moment=self.now):
            row = self.session.get_one(PlaceRow, place)
            row.valid_until = START + timedelta(days=act.day) if act.choice % 2 else None
            self.session.flush()

    def _correct_district(self, act: Act) -> None:
        shelter = self._find(FIRST if act.pick % 2 else SECOND)
        district = WHOLE if act.choice % 2 else SPLIT
        by = Author(person_id=1, at=self.now)
        put_shelter_right(self.session, shelter, district, by)

    def _relocate(self, act: Act) -> None:
        shelter = self._find(FIRST if act.pick % 2 else SECOND)
        since = START + timedelta(days=act.day)
        district = WHOLE if act.choice % 2 else SPLIT
        by = Author(person_id=1, at=self.now)
        moved = relocate_shelter(self.session, shelter, district, since=since, by=by)
        self.successors[shelter] = moved
