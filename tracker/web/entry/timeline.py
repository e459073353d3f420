"""The history of a report as events in the order in which they happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType

from tracker.audit.trail import LinkMark
from tracker.domain.falls import describe_move
from tracker.domain.reports import Channel, Decision, Revision, RevisionKind
from tracker.recording.history import ReportHistory
from tracker.recording.published import ReportChanges
from tracker.web.entry.sentences import (
    DECISION_WORDS,
    describe_changes,
    describe_counts,
    describe_effects,
    describe_falls,
)
from tracker.web.shared.authors import name_author
from tracker.web.shared.published_words import describe_changes as describe_published

CHANNEL_WORDS = {
    Channel.FORM: "Reported",
    Channel.UNCHANGED: "Confirmed as unchanged",
    Channel.BULK: "Read in from a file",
    Channel.PHONE: "Reported by phone",
    Channel.API: "Reported by a program",
}
CHANGE_WORDS = {
    (Channel.PHONE, RevisionKind.CORRECTION): "Corrected by phone",
    (Channel.API, RevisionKind.CORRECTION): "Corrected by a program",
    (Channel.API, RevisionKind.WITHDRAWAL): "Withdrawn by a program",
}
WARNED, UNASKED = "Sent after a warning", "Sent by phone, where nobody was asked"
KIND_WORDS = {RevisionKind.CORRECTION: "Corrected", RevisionKind.WITHDRAWAL: "Withdrawn"}


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryEvent:
    """One act on a report.

    `sentences` say from what to what, `confirmed` which warnings were (or would have been, as
    `warned` says), `effects` what changed in the unit's own series, `published` what in totals that
    were published already.
    """

    heading: str
    recorded_at: datetime
    person_name: str
    reason: str | None
    sentences: tuple[str, ...] = ()
    note: str | None = None
    confirmed: tuple[str, ...] = ()
    warned: str = WARNED
    effects: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    link: LinkMark | None = None


Links = Mapping[tuple[str, int], LinkMark]
"""Where acts stand in the audit trail: by `revision` or `decision`, and the id."""


def list_events(
    report: ReportHistory,
    changes: ReportChanges = MappingProxyType({}),
    links: Links = MappingProxyType({}),
) -> tuple[HistoryEvent, ...]:
    """Revisions and decisions, newest first: decisions above the revision that they are about.

    `changes` are those of published totals. Times say nothing about the order: a clock that was set
    back would turn it round.
    """
    events: list[HistoryEvent] = []
    for revision, event in zip(report.revisions, _list_revisions(report), strict=True):
        about = (act for act in report.decisions if act.seq == revision.seq)
        key = ("revision", revision.revision_id)
        published = tuple(describe_published(changes.get(key, ())))
        events.append(replace(event, published=published, link=links.get(key)))
        for act in sorted(about, key=lambda act: act.decision_id):
            key = ("decision", act.decision_id)
            published = tuple(describe_published(changes.get(key, ())))
            made = _make_decision(act, report.day)
            events.append(replace(made, published=published, link=links.get(key)))
    return tuple(reversed(events))


def list_revisions_after(report: ReportHistory, seq: int) -> tuple[HistoryEvent, ...]:
    """The revisions after one, newest first."""
    events = list(_list_revisions(report))
    later = sum(revision.seq > seq for revision in report.revisions)
    return tuple(reversed(events[len(events) - later :]))


def _list_revisions(report: ReportHistory) -> Iterator[HistoryEvent]:
    before: Revision | None = None
    for revision in report.revisions:
        yield HistoryEvent(
            heading=_name_act(revision),
            recorded_at=revision.recorded_at,
            person_name=name_author(revision),
            reason=revision.reason,
            sentences=tuple(_describe(revision, before)),
            note=revision.note if before is None or revision.note != before.note else None,
            confirmed=tuple(warning.message for warning in revision.confirmed),
            warned=UNASKED if revision.channel is Channel.PHONE else WARNED,
            effects=tuple(describe_effects(report.effects.get(revision.seq, ()), report.day)),
        )
        before = revision


def _name_act(revision: Revision) -> str:
    changed = CHANGE_WORDS.get((revision.channel, revision.kind), KIND_WORDS.get(revision.kind))
    return changed or CHANNEL_WORDS[revision.channel]


def _describe(revision: Revision, before: Revision | None) -> list[str]:
    if revision.kind is RevisionKind.WITHDRAWAL:
        return ["The report counts no longer. What it said stays in this history."]
    if before is None:
        stated = [f"{label}: {number}" for label, number in describe_counts(revision.counts)]
        moved = [describe_move(fall) for fall in revision.falls if fall.into]
        return [*stated, *moved, *describe_falls(revision.falls)]
    changes = describe_changes(before.counts, revision.counts, revision.falls)
    changes += describe_falls(revision.falls)
    if revision.note != before.note:
        changes.append("The note was changed" if revision.note else "The note was taken out")
    return changes or ["No number was changed"]


def _make_decision(decision: Decision, day: date) -> HistoryEvent:
    heading = DECISION_WORDS[decision.kind]
    if decision.indicator is not None:
        heading += f" for {decision.indicator.definition.label.lower()}"
    return HistoryEvent(
        heading=heading,
        recorded_at=decision.recorded_at,
        person_name=decision.person_name,
        reason=decision.reason,
        effects=tuple(describe_effects(decision.effects, day)),
    )
