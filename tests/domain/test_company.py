"""Places that may not be shown stay hidden behind sums of others."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.company import Member, find_telling, hide_with_company, order_members
from tracker.domain.windows import Window

START = date(2024, 8, 6)
ALWAYS = (Window(first=START, until=None),)


def days(first: int, until: int | None) -> tuple[Window, ...]:
    end = None if until is None else START + timedelta(days=until)
    return (Window(first=START + timedelta(days=first), until=end),)


def area(at: int, parent: int | None, level: int) -> Member:
    return Member(id=at, parent=parent, level=level, days=ALWAYS, alike="area")


def unit(at: int, parent: int, when: tuple[Window, ...] = ALWAYS, alike: str = "shelter") -> Member:
    return Member(id=at, parent=parent, level=3, days=when, alike=alike)


COUNTRY, REGION, NEAR, FAR = area(1, None, 0), area(2, 1, 1), area(3, 2, 2), area(4, 2, 2)


def test_a_hidden_shelter_gets_another_one_as_company() -> None:
    found = hide_with_company([COUNTRY, REGION, NEAR, unit(10, 3), unit(11, 3), unit(12, 3)], {12})
    assert found == {12, 10}


def test_two_hidden_shelters_are_company_enough() -> None:
    members = [COUNTRY, REGION, NEAR, unit(10, 3), unit(11, 3), unit(12, 3)]
    assert hide_with_company(members, {10, 12}) == {10, 12}


def test_company_is_there_on_every_day() -> None:
    """One opened too late, one closed too early: neither is company enough alone."""
    late, early = unit(10, 3, days(5, None)), unit(11, 3, days(0, 6))
    hidden = unit(12, 3)
    assert hide_with_company([COUNTRY, REGION, NEAR, late, early, hidden], {12}) == {10, 11, 12}
    assert hide_with_company([COUNTRY, REGION, NEAR, unit(9, 3), late, early, hidden], {12}) == {
        9,
        12,
    }


def test_what_lies_outside_shelters_is_no_company_for_one() -> None:
    """It has no places, so that the district's places would be those of the shelter."""
    outside = unit(11, 3, alike="outside")
    other = unit(20, 4)
    members = [COUNTRY, REGION, NEAR, FAR, unit(10, 3), outside, other, unit(21, 4)]
    assert hide_with_company(members, {10}) == {10, 3, 4, 20}


def test_an_only_shelter_hides_its_district_and_that_of_another() -> None:
    members = [COUNTRY, REGION, NEAR, FAR, area(5, 2, 2), unit(10, 3)]
    assert hide_with_company(members, {10}) == {10, 3, 4}


def test_an_only_place_hides_everything_above() -> None:
    assert hide_with_company([COUNTRY, REGION, NEAR, unit(10, 3)], {10}) == {10, 3, 2, 1, None}


def test_where_nothing_is_hidden_nothing_needs_company() -> None:
    assert hide_with_company([COUNTRY, REGION, NEAR, unit(10, 3)], ()) == frozenset()


def test_a_hidden_place_that_is_not_asked_about_changes_nothing() -> None:
    assert hide_with_company([COUNTRY, REGION, NEAR, unit(10, 3)], {99}) == frozenset()


@st.composite
def trees(draw: st.DrawFn) -> tuple[list[Member], set[int]]:
    """Regions, districts and shelters that open and close, some of them not to be shown."""
    members = [area(1, None, 0)]
    for _ in range(draw(st.integers(1, 2))):
        region = area(len(members) + 1, 1, 1)
        members.append(region)
        for _ in range(draw(st.integers(1, 3))):
            district = area(len(members) + 1, region.id, 2)
            members.append(district)
            for _ in range(draw(st.integers(0, 4))):
                first = draw(st.integers(0, 4))
                last = draw(st.none() | st.integers(first + 1, 9))
                alike = draw(st.sampled_from(["shelter", "shelter", "outside"]))
                members.append(unit(len(members) + 1, district.id, days(first, last), alike))
    shelters = [m.id for m in members if m.alike == "shelter"]
    return members, draw(st.sets(st.sampled_from(shelters), max_size=3)) if shelters else set()


def list_units(members: list[Member], day: date) -> list[Member]:
    """What adds up on a day: shelters, and districts without any."""
    there = [m for m in members if any(window.holds(day) for window in m.days)]
    above = {m.parent for m in there if m.level == 3}
    return [m for m in there if m.level == 3 or (m.level == 2 and m.id not in above)]


def can_be_reckoned(wanted: list[int], shown: list[list[int]]) -> bool:
    """Whether a sum follows from sums that are shown: by elimination, each unit a column."""
    rows = [[Fraction(cell) for cell in row] for row in shown]
    rest = [Fraction(cell) for cell in wanted]
    for column in range(len(wanted)):
        pivot = next((row for row in rows if row[column] and not any(row[:column])), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        for row in (*rows, rest):
            factor = row[column] / pivot[column]
            for at, cell in enumerate(pivot):
                row[at] -= factor * cell
    return not any(rest)


@given(trees(), st.integers(0, 10), st.data())
def test_nothing_hidden_follows_from_what_is_shown(
    tree: tuple[list[Member], set[int]], day: int, data: st.DataObject
) -> None:
    """Neither where all units have numbers, nor where some have none."""
    members, wished = tree
    firsts = data.draw(st.dictionaries(st.sampled_from([m.id for m in members]), st.integers(1, 9)))
    hidden = hide_with_company(order_members(members, firsts), wished)
    assert wished <= hidden
    at = START + timedelta(days=day)
    every = list_units(members, at)
    units = (
        data.draw(st.just(every) | st.lists(st.sampled_from(every), unique=True)) if every else []
    )
    parents = {m.id: m.parent for m in members}
    known = {place for one in units for place in _climb(one.id, parents) if place is not None}
    near = {at for at in known if at in hidden or parents[at] in hidden}
    telling = find_telling(parents, hidden, near, wished)
    if units == every:
        assert not telling
    hidden |= telling

    def sum_of(place: int | None) -> list[int]:
        return [int(place in _climb(one.id, parents)) for one in units]

    shown = [sum_of(m.id) for m in members if m.id not in hidden and any(sum_of(m.id))]
    if None not in hidden:
        shown.append(sum_of(None))
    for place in wished:
        if any(sum_of(place)):
            assert not can_be_reckoned(sum_of(place), shown), place


def _climb(place: int | None, parents: dict[int, int | None]) -> set[int | None]:
    path: set[int | None] = {place}
    while place is not None:
        place = parents[place]
        path.add(place)
    return path


@given(trees(), st.permutations(range(1, 30)), st.integers(0, 29))
def test_who_has_numbers_later_takes_nobodys_place(
    tree: tuple[list[Member], set[int]], order: list[int], many: int
) -> None:
    """What was hidden for its numbers is hidden still, whoever has some as well by now."""
    members, wished = tree
    early, late = (
        hide_with_company(
            order_members(members, {at: n for n, at in enumerate(order[:end])}), wished
        )
        for end in (many, len(order))
    )
    company = {m.id for m in members if m.id in early and m.parent not in early}
    assert company.intersection(order[:many]) <= late


PARENTS = {1: None, 2: 1, 3: 2, 4: 2, 10: 3, 20: 4, 21: 4}
"""Two districts of a region: in one a secret shelter, in the other its company, 20 hidden in it."""


def test_company_that_has_the_only_number_hides_no_total() -> None:
    hidden = {3, 4, 10, 20}
    assert find_telling(PARENTS, hidden, known={4, 20, 21}, secret={10}) == set()
    assert find_telling(PARENTS, hidden, known={3, 10, 4, 20, 21}, secret={10}) == set()


def test_company_that_is_the_sum_of_what_is_shown_is_none() -> None:
    known = {3, 10, 4, 21}
    assert find_telling(PARENTS, {3, 4, 10, 20}, known, secret={10}) == {2, 1, None}


def test_company_that_reports_as_a_whole_is_one() -> None:
    assert find_telling(PARENTS, {3, 4, 10, 20}, known={3, 10, 4}, secret={10}) == set()
