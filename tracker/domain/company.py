"""Which places must stay hidden beside those that may not be shown, so that no sum tells of them.

A total minus its parts that are shown is what its hidden parts add up to. A single hidden part
could therefore be reckoned on every day; two or more in company cannot. A hidden total could be
reckoned from its parts if all of them were shown.

Whether there are numbers is another question: company that has none on a day tells all the same,
and then the total of that day is hidden as well.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.windows import Window, find_window


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """A place whose numbers are part of those of `parent` (None: of the whole operation).

    `days` are those on which it may have numbers. `alike` names what can stand in for each other:
    company is sought among members of one parent that are alike. `order` is its place among those
    that ever had a number, the first one's the lowest; None where it never had any.
    """

    id: int
    parent: int | None
    level: int
    days: tuple[Window, ...]
    alike: str
    order: int | None = None


def hide_with_company(members: Iterable[Member], hidden: Collection[int]) -> frozenset[int | None]:
    """The places to be hidden: those named, their company, and totals that would tell of them.

    On each day on which a hidden place has numbers another one of its parent is hidden as well, on
    all days; where there is none, the parent is hidden too, and needs company in turn. Of the
    company at least a part is hidden with it. Those go first that had numbers first: whoever has
    some later takes nobody's place, so that what is hidden today is hidden tomorrow. With None in
    it, the total of the whole operation would tell of a hidden place.

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
        telling = {member.id for member in families[parent]} & found
        found |= _find_company(families[parent], telling)
        if any(_list_lonely(families[parent], found, telling)):
            found.add(parent)
    for parent in reversed(upwards):
        if parent in found:
            found |= _find_cover(families[parent], found)
    return frozenset(found)


def order_members(members: Sequence[Member], firsts: Mapping[int, int]) -> list[Member]:
    """Members in the order in which they, or what lies beneath them, had numbers first.

    `firsts` are, by place, what grows with time, such as the id of its first report.
    """
    parents = {member.id: member.parent for member in members}
    order: dict[int | None, int] = {}
    for place, first in firsts.items():
        at: int | None = place
        while at in parents:
            order[at] = min(first, order.get(at, first))
            at = parents[at]
    return [replace(member, order=order.get(member.id)) for member in members]


def _find_company(family: Sequence[Member], telling: Collection[int | None]) -> set[int | None]:
    """Members to be hidden beside those of a family that must be, as far as there are any."""
    added: set[int | None] = set()
    while lonely := list(_list_lonely(family, {*telling, *added}, telling)):
        best = _choose(family, {*telling, *added}, lonely)
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
    """The member not yet hidden that is there on any of the days and had numbers first.

    Of those that never had any the one that is there on most of the days; None where none is.
    """
    there = {
        member: days
        for member in family
        if member.id not in hidden and (days := _count_days(member, wanted))
    }
    first = (m for m in there if m.order is not None)
    best = min(first, key=lambda m: m.order or 0, default=None)
    best = best or max(there, key=lambda m: there[m], default=None)
    return best.id if best else None


def _count_days(member: Member, wanted: Sequence[tuple[date, str]]) -> int:
    return sum(
        alike == member.alike and find_window(member.days, day) is not None for day, alike in wanted
    )


def _list_lonely(
    family: Sequence[Member], hidden: Collection[int | None], telling: Collection[int | None]
) -> Iterator[tuple[date, str]]:
    """Days on which just one hidden member has numbers and it is a telling one, with its likes.

    A hidden member in company of one that is not like it still counts as alone: a shelter beside
    what lies outside shelters.
    """
    for day in _list_days(family):
        there = [m for m in family if m.id in hidden and find_window(m.days, day)]
        alike = Counter(member.alike for member in there)
        for member in there:
            if alike[member.alike] == 1 and member.id in telling:
                yield day, member.alike


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


def find_telling(
    parents: Mapping[int, int | None],
    hidden: Collection[int | None],
    known: Collection[int],
    secret: Collection[int],
) -> frozenset[int | None]:
    """The totals of a day that would tell of a secret place, though others are hidden beside it.

    `known` are the `hidden` places, and what lies right beneath them, that have a number of the
    day. Where just one part of a total is left that is hidden and has one, the total tells it. If
    that is secret, or tells of one in turn, the total is hidden, and is such a part of the one
    above. A hidden total with parts counts only where one of them is left: else it is the sum of
    what is shown.

    >>> find_telling({1: None, 2: 1, 3: 1, 4: 2}, hidden={2, 3, 4}, known={2, 4}, secret={4})
    frozenset({1, None})
    >>> find_telling({1: None, 2: 1, 3: 1}, hidden={2, 3}, known={2, 3}, secret={3})
    frozenset()
    """
    with_parts = {parents[place] for place in known}
    left: dict[int | None, list[bool]] = defaultdict(list)
    telling: set[int | None] = set()
    for place in _list_upwards(parents, known):
        tells = left[place] == [True]
        if place in hidden:
            is_left = place in known and (place not in with_parts or bool(left[place]))
        elif is_left := tells:
            telling.add(place)
        if is_left and place is not None:
            left[parents[place]].append(tells or place in secret)
    return frozenset(telling)


def _list_upwards(parents: Mapping[int, int | None], places: Iterable[int]) -> list[int | None]:
    """Places and all above them, each after those beneath it; None, the whole, at the end."""
    depths: dict[int | None, int] = {None: 0}
    for place in places:
        path: list[int] = []
        at: int | None = place
        while at is not None and at not in depths:
            path.append(at)
            at = parents[at]
        for one in reversed(path):
            depths[one] = depths[parents[one]] + 1
    return sorted(depths, key=lambda at: -depths[at])
