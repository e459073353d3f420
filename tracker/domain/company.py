"""Which places must stay hidden beside those that may not be shown, so that no sum tells of them.

A total minus its parts that are shown is what its hidden parts add up to. A single hidden part
could therefore be reckoned on every day; two or more in company cannot. A hidden total could be
reckoned from its parts if all of them were shown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.windows import Window, find_window


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A place whose numbers are part of those of `parent` (None: of the whole operation).

    `days` are those on which it has numbers. `alike` names what can stand in for each other:
    company is sought among members of one parent that are alike.
    """

    id: int
    parent: int | None
    level: int
    days: tuple[Window, ...]
    alike: str


def hide_with_company(members: Iterable[Member], hidden: Collection[int]) -> frozenset[int | None]:
    """The places to be hidden: those named, their company, and totals that would tell of them.

    On each day on which a hidden place has numbers another one of its parent is hidden as well, on
    all days; where there is none, the parent is hidden too, and needs company in turn. Of the
    company at least a part is hidden with it. The result does not depend on numbers, so that what
    is hidden today is hidden tomorrow. With None in it, the total of the whole operation would tell
    of a hidden place.

    >>> always = (Window(first=date(2024, 8, 6), until=None),)
    >>> shelters = [
    ...     Member(id=n, parent=9, level=3, days=always, alike="shelter") for n in (1, 2, 3)
    ... ]
    >>> sorted(hide_with_company(shelters, {3}))
    [1, 3]
    """
    every = {member.id: member for member in members}
    families: dict[int | None, list[Member]] = defaultdict(list)
    for member in sorted(every.values(), key=lambda member: member.id):
        families[member.parent].append(member)
    found: set[int | None] = {at for at in hidden if at in every}
    # From the lowest level up: what a level hides may need company a level above.
    upwards = sorted(families, key=lambda at: -every[at].level if at in every else 1)
    for parent in upwards:
        found |= _find_company(families[parent], found)
        if any(_list_lonely(families[parent], found)):
            found.add(parent)
    for parent in reversed(upwards):
        if parent in found:
            found |= _find_cover(families[parent], found)
    return frozenset(found)


def _find_company(family: Sequence[Member], hidden: Collection[int | None]) -> set[int | None]:
    """Members to be hidden beside those of a family that are, as far as there are any."""
    added: set[int | None] = set()
    while lonely := list(_list_lonely(family, {*hidden, *added})):
        best = _choose(family, {*hidden, *added}, lonely)
        if best is None:
            break
        added.add(best)
    return added


def _find_cover(family: Sequence[Member], hidden: Collection[int | None]) -> set[int | None]:
    """Members to be hidden so that the hidden total of a family is not the sum of those shown."""
    added: set[int | None] = set()
    while bare := list(_list_bare(family, {*hidden, *added})):
        added.add(_choose(family, {*hidden, *added}, bare))
    return added


def _choose(
    family: Sequence[Member], hidden: Collection[int | None], wanted: Sequence[tuple[date, str]]
) -> int | None:
    """The member not yet hidden that is there on most of the days; None where none is."""
    there = {
        member.id: sum(
            alike == member.alike and find_window(member.days, day) is not None
            for day, alike in wanted
        )
        for member in family
        if member.id not in hidden
    }
    best = max(there, key=lambda at: there[at], default=None)
    return best if best is not None and there[best] else None


def _list_lonely(
    family: Sequence[Member], hidden: Collection[int | None]
) -> Iterator[tuple[date, str]]:
    """Days on which just one hidden member has numbers, with what it is like.

    A hidden member in company of one that is not like it still counts as alone: a shelter beside
    what lies outside shelters.
    """
    for day in _list_days(family):
        there = [m.alike for m in family if m.id in hidden and find_window(m.days, day)]
        for alike in sorted(set(there)):
            if there.count(alike) == 1:
                yield day, alike


def _list_bare(
    family: Sequence[Member], hidden: Collection[int | None]
) -> Iterator[tuple[date, str]]:
    """Days on which members have numbers and none of them is hidden, with what they are like."""
    for day in _list_days(family):
        there = [member for member in family if find_window(member.days, day)]
        if there and not any(member.id in hidden for member in there):
            yield from {(day, member.alike): None for member in there}


def _list_days(family: Sequence[Member]) -> list[date]:
    """The days on which something changes; each stands for those up to the next."""
    return sorted({edge for member in family for edge in _list_edges(member)})


def _list_edges(member: Member) -> Iterator[date]:
    for window in member.days:
        yield window.first
        if window.until is not None:
            yield window.until
