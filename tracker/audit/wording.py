"""Acts and links in the words of somebody who has to find them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.audit.stored import STORED
from tracker.domain.audit import Act
from tracker.store.accounts import User
from tracker.store.base import AnyRow
from tracker.store.reports import DecisionRow, RevisionRow


def name_link(session: Session, link: AnyRow) -> str:
    """`Link 12 (version 1 of report 5, 8 Aug 2024 14:05 UTC, by Anna)`."""
    act = name_act(session, link.act, link.subject_id)
    moment = f"{link.recorded_at.day} {link.recorded_at:%b %Y %H:%M} UTC"
    return f"Link {link.number} ({act}, {moment}, by {_name_person(session, link.person_id)})"


def name_act(session: Session, act: str, subject_id: int | None) -> str:
    """An act by what it is about: `version 1 of report 5`, `decision on report 5`."""
    words = act.replace("_", " ")
    if act not in STORED:
        return words
    if act == Act.REVISION:
        query = select(RevisionRow.seq, RevisionRow.report_id).where(RevisionRow.id == subject_id)
        found = session.execute(query).one_or_none()
        return (
            f"version {found.seq} of report {found.report_id}" if found else "version of a report"
        )
    if act == Act.DECISION:
        report = select(DecisionRow.report_id).where(DecisionRow.id == subject_id)
        report_id = session.execute(report).scalar()
        return f"decision on report {report_id}" if report_id else "decision on a report"
    return f"{words} {subject_id}"


def _name_person(session: Session, person_id: int | None) -> str:
    if person_id is None:
        return "nobody signed in"
    query = select(User.display_name).where(User.id == person_id)
    return session.execute(query).scalar() or f"person {person_id}"
