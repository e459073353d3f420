"""The warning that a file is an older edition of what was imported, or holds numbers of one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from tracker.domain.checks.limits import NOUNS
from tracker.domain.counts import Count
from tracker.exchange.importing.comparing import index_counts
from tracker.exchange.importing.notices import (
    MOST_LINES,
    PlanWarning,
    WarningKind,
    count_things,
)
from tracker.exchange.importing.older_editions import Edition, GoingBack, OlderEdition, Returning
from tracker.registry.places import load_places
from tracker.registry.wording import say_day

REMEDY = (
    "Record it only if the earlier numbers are right after all; else import the newest edition."
)


def tell_older_edition(session: Session, found: OlderEdition | None) -> Iterator[PlanWarning]:
    """How many numbers would go back to what they were before which imports."""
    if found is None:
        return
    yield PlanWarning(
        kind=WarningKind.OLDER,
        heading="Numbers that go back to an earlier edition",
        words=f"{_say_file(found)}{_say_numbers(found)}",
        lines=_list_lines(session, found.going_back[:MOST_LINES]),
        remedy=REMEDY,
        by_mapping=False,
    )


def _say_file(found: OlderEdition) -> str:
    """What the file seems to be; nothing where it changes or adds other numbers as well."""
    if found.same is not None:
        return f"This very file was imported before, as {_name(found.same)}. "
    if found.numbers < found.changed:
        return ""
    of = "the file" if len(found.going_back) == 1 else "the files"
    return f"This looks like an older edition of {of} of {_name_all(found)}. "


def _say_numbers(found: OlderEdition) -> str:
    numbers, them = count_things(found.numbers, "number"), "they were"
    if found.numbers < found.changed:
        numbers = (
            f"{found.numbers:,} of the {found.changed:,} numbers that the file changes or adds"
        )
    elif found.numbers == 1:
        them = "it was"
    return f"{numbers} would go back to what {them} before {_name_all(found)}."


def _name_all(found: OlderEdition) -> str:
    """The import that changed the numbers, or of several the last one and how many others."""
    last, others = found.going_back[0].before, len(found.going_back) - 1
    return f"{_name(last)} and {count_things(others, 'other')}" if others else _name(last)


def _name(edition: Edition) -> str:
    return f"import {edition.import_id} of {say_day(edition.day)}"


def _list_lines(session: Session, found: Sequence[GoingBack]) -> list[str]:
    """Imports with how many numbers would be as before them, and where the first stands."""
    ids = {one.first.planned.stated.place_id for one in found}
    names = {place.id: place.full_name for place in load_places(session, ids)}
    return [_say_line(one, names[one.first.planned.stated.place_id]) for one in found]


def _say_line(found: GoingBack, place: str) -> str:
    called = ", ".join(filter(None, (found.before.file_name, found.before.edition)))
    numbers = count_things(found.numbers, "number")
    first = "it stands" if found.numbers == 1 else "the first stands"
    return (
        f"as before {_name(found.before)} ({called}), {numbers}; {first} in row "
        f"{found.first.planned.stated.rows[0]}: {place}, {_say_change(found.first)}"
    )


def _say_change(returning: Returning) -> str:
    """The day and the number, from what to what: `7 Aug 2024, people present 130 → 120`."""
    planned, indicator = returning.planned, returning.indicator
    before, after = index_counts(planned.before), index_counts(planned.counts)
    return (
        f"{say_day(planned.stated.day)}, {NOUNS[indicator]} "
        f"{_say(before.get(indicator))} → {_say(after.get(indicator))}"
    )


def _say(count: Count | None) -> str:
    return count.said if count else "not reported"
