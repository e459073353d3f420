"""Keep changes of the registers in the audit trail: who, when, and each value from and to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from tracker.audit.chain import append
from tracker.domain.audit import Act, Author, Entry
from tracker.registry.describing import (
    ASSIGNED,
    NAME,
    ROLES,
    Described,
    describe_operation,
    describe_person,
    describe_place,
    describe_source,
)

OPERATION = 1
"""The id of the one operation."""

PLACE_ACTS = (
    Act.AREA_ADDED,
    Act.AREA_CHANGED,
    Act.AREA_MOVED,
    Act.REPORTING_MODE_SET,
    Act.SHELTER_ADDED,
    Act.SHELTER_CHANGED,
    Act.SHELTER_MOVED,
    Act.SHELTER_STATUS_SET,
    Act.PLACE_RETIRED,
    Act.PLACE_RESTORED,
)
SOURCE_ACTS = (Act.SOURCE_ADDED, Act.SOURCE_CHANGED, Act.SOURCE_RETIRED, Act.SOURCE_RESTORED)

_DESCRIBE: Mapping[Act, Callable[[Session, int], Described]] = {
    **dict.fromkeys(PLACE_ACTS, describe_place),
    **dict.fromkeys(SOURCE_ACTS, describe_source),
    **dict.fromkeys((Act.PERSON_ADDED, Act.PERSON_CHANGED), describe_person),
    **dict.fromkeys((Act.OPERATION_SET_UP, Act.SETTINGS_CHANGED), describe_operation),
}

_ACT_OF_LABEL = {ROLES: Act.ROLES_CHANGED, ASSIGNED: Act.ASSIGNMENTS_CHANGED}
"""What of a person's account is an act of its own."""


@dataclass(kw_only=True, slots=True)
class Subject:
    """What a change is about; of something added the id is told once it has one."""

    id: int | None


@contextmanager
def keep_change(
    session: Session, act: Act, by: Author, subject_id: int | None = None
) -> Iterator[Subject]:
    """Keep what the block changes in what the registers say of the subject.

    Something is kept also where nothing became another value: somebody sent the form. Of a person,
    roles and assignments that change are kept as acts of their own.
    """
    describe, subject = _DESCRIBE[act], Subject(id=subject_id)
    before = describe(session, subject_id) if subject_id is not None else {}
    yield subject
    if subject.id is None:
        raise ValueError(f"{act} must say what it is about")
    session.flush()  # what was added is read back by plain statements
    after = describe(session, subject.id)
    for kept, changes in _sort(act, _compare(before, after)).items():
        details = {"name": after[NAME], "changes": changes}
        append(session, Entry(act=kept, by=by, subject_id=subject.id, details=details))


def keep_act(
    session: Session, act: Act, by: Author, subject_id: int | None = None, **details: Any
) -> None:
    """Keep an act that changes nothing that the registers show, such as a new password."""
    append(session, Entry(act=act, by=by, subject_id=subject_id, details=details))


Changes = dict[str, list[Any]]
"""From and to by label."""


def _compare(before: Described, after: Described) -> Changes:
    labels = dict.fromkeys((*after, *before))
    pairs = {label: [before.get(label), after.get(label)] for label in labels}
    return {label: [old, new] for label, (old, new) in pairs.items() if old != new}


def _sort(act: Act, changes: Changes) -> dict[Act, Changes]:
    if act is not Act.PERSON_CHANGED:
        return {act: changes}
    sorted_: defaultdict[Act, Changes] = defaultdict(dict)
    for label, change in changes.items():
        sorted_[_ACT_OF_LABEL.get(label, act)][label] = change
    return sorted_ or {act: {}}
