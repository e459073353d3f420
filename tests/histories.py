"""A small operation and random histories of it, for tests that compare ways of computing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from hypothesis import strategies as st
from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from tests.tracing import unwatched
from tracker.domain.counts import Count, Form, Part, Sex
from tracker.domain.indicators import Indicator
from tracker.domain.qualifiers import Qualifier
from tracker.store.accounts import User
from tracker.store.places import (
    OperationRow,
    PlaceRow,
    ShelterRow,
    ShelterStatusRow,
    SourceRow,
)
from tracker.totals.update import reweigh

START = date(2024, 8, 6)

STALE_AFTER = 3

DISAGREEMENT_SHARE = 20

DAYS = 14

COUNTRY, REGION, WHOLE, SPLIT, FIRST, SECOND, OUTSIDE = range(1, 8)

UNITS = (WHOLE, SPLIT, FIRST, SECOND, OUTSIDE)

AREAS = (COUNTRY, REGION, WHOLE, SPLIT)

AUTHOR, JUDGE = 1, 2

GRADES = {1: "B", 2: "D", 3: "F"}


@unwatched
def make_operation(session: Session) -> None:
    """One country, one region, a district that reports as a whole and one that may split."""
    session.execute(
        insert(OperationRow).values(
            id=1,
            name="Test operation",
            start_day=START,
            time_zone="Europe/Moscow",
            deadline_hour=10,
            stale_after=STALE_AFTER,
            household_size=2.5,
            is_example=False,
            disagreement_share=DISAGREEMENT_SHARE,
        )
    )
    names = ("Country", "Region", "Whole", "Split", "First", "Second", "Outside")
    kinds = ("area", "area", "area", "area", "shelter", "shelter", "outside")
    levels = (0, 1, 2, 2, 3, 3, 3)
    parents = (None, COUNTRY, REGION, REGION, SPLIT, SPLIT, SPLIT)
    rows = zip(names, kinds, levels, parents, strict=True)
    session.execute(
        insert(PlaceRow),
        [
            {
                "id": place_id,
                "name": name,
                "kind": kind,
                "level": level,
                "parent_id": parent,
                "valid_from": START,
                "valid_until": None,
            }
            for place_id, (name, kind, level, parent) in enumerate(rows, start=1)
        ],
    )
    if session.get_bind().dialect.name == "postgresql":
        # Ids given by hand leave its counter where it was.
        session.execute(text("SELECT setval('place_id_seq', (SELECT max(id) FROM place))"))
    shelters = (FIRST, SECOND)
    session.execute(
        insert(ShelterRow),
        [{"place_id": at, "shelter_type": "school", "do_not_publish": False} for at in shelters],
    )
    session.execute(
        insert(ShelterStatusRow),
        [{"place_id": at, "since": START, "status": "open"} for at in shelters],
    )
    session.execute(
        insert(SourceRow),
        [
            {"id": source_id, "name": f"Source {source_id}", "grade": grade, "retired": False}
            for source_id, grade in GRADES.items()
        ],
    )
    session.execute(
        insert(User),
        [
            {
                "id": person_id,
                "email": f"{name.lower()}@example.org",
                "display_name": name,
                "active": True,
                "fs_uniquifier": name.lower(),
                "created_at": datetime(2024, 8, 6, tzinfo=UTC),
            }
            for person_id, name in ((AUTHOR, "Someone"), (JUDGE, "Reviewer"))
        ],
    )
    with reweigh(session, []) as units:
        units.update(UNITS)


@dataclass(frozen=True, kw_only=True)
class Act:
    """One random act; which report it is about is decided by `pick` among those there are."""

    kind: str
    place: int
    day: int
    source: int
    counts: tuple[Count, ...]
    pick: int
    choice: int


COUNTED = (
    Indicator.PRESENT,
    Indicator.ARRIVALS,
    Indicator.DEPARTURES,
    Indicator.CAPACITY,
    Indicator.CAPACITY_STANDBY,
    Indicator.KILLED,
)


def counts(among: Sequence[Indicator] = COUNTED) -> st.SearchStrategy[tuple[Count, ...]]:
    """Counts of up to four indicators, vague ones among them."""
    count = _count(among)
    return st.lists(count, min_size=1, max_size=4, unique_by=lambda c: c.indicator).map(tuple)


@st.composite
def _count(draw: st.DrawFn, among: Sequence[Indicator]) -> Count:
    indicator = draw(st.sampled_from(among))
    form = Form.LEVEL if indicator.is_level else draw(st.sampled_from([Form.NEW, Form.TOTAL]))
    value = draw(st.integers(0, 30))
    match draw(st.integers(0, 7)):
        case 0:
            return Count(indicator=indicator, form=form, value=value, qualifier=Qualifier.MORE_THAN)
        case 1:
            return Count(
                indicator=indicator,
                form=form,
                value=None,
                qualifier=Qualifier.IN_WORDS,
                words="several",
            )
        case 2:
            return Count(
                indicator=indicator,
                form=form,
                value=None,
                qualifier=Qualifier.BETWEEN,
                low=value,
                high=value + 5,
            )
        case 3 if indicator.definition.unit == "people":
            children = Part(sex=Sex.UNKNOWN, age_from=0, age_to=17, value=value // 2)
            return Count(indicator=indicator, form=form, value=value, parts=(children,))
        case _:
            return Count(indicator=indicator, form=form, value=value)


REGISTER = ("status", "mode", "close", "correct_district", "relocate")

OTHER = ("correct", "withdraw", "decide", "decide", "rule")


def acts(least: int = 1) -> st.SearchStrategy[list[Act]]:
    """Random histories: reports in any order of days, other acts, changes of the register.

    Of its own accord hypothesis makes them of three or four acts, of which one is a report.
    """
    return st.lists(act_of(*["report"] * 6, *OTHER, *REGISTER), min_size=least, max_size=25)


def tangled_acts(least: int) -> st.SearchStrategy[list[Act]]:
    """Histories that come back to the same running totals, in two units above all.

    There totals so far follow on new ones and fall, what is said in words meets more of the same,
    and sources contradict each other; `acts` are spread so wide that these hardly ever happen.
    """
    one = act_of(
        *["report"] * 8,
        *OTHER,
        *REGISTER[:3],
        places=[*[WHOLE] * 8, *[FIRST] * 3, *UNITS],
        among=[*[Indicator.KILLED] * 4, *[Indicator.ARRIVALS] * 2, *COUNTED],
    )
    return st.lists(one, min_size=least, max_size=least + 10)


def act_of(
    *kinds: str, places: Sequence[int] = (*UNITS, REGION), among: Sequence[Indicator] = COUNTED
) -> st.SearchStrategy[Act]:
    """An act of any of the kinds, about one of the places and indicators."""
    return st.builds(
        Act,
        kind=st.sampled_from(kinds),
        place=st.sampled_from(places),
        day=st.integers(0, DAYS - 1),
        source=st.sampled_from(sorted(GRADES)),
        counts=counts(among),
        pick=st.integers(0, 50),
        choice=st.integers(0, 10),
    )
