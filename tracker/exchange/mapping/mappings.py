"""How the rows of a file become counts: what a person decided, to be used again and shared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from tracker.domain.errors import InvalidField
from tracker.domain.indicators import Indicator
from tracker.exchange.detecting import (
    DayOrder,
    DayReading,
    Layout,
    Point,
    Survey,
    date_days,
    find_day_columns,
    find_yearless,
)
from tracker.exchange.detecting.own_exports import OwnExport, recognise
from tracker.exchange.detecting.words import counts_rooms
from tracker.exchange.mapping.day_order import find_own_order, list_unread_heads, settle_order
from tracker.exchange.meanings import PEOPLE_ROLES, Group, Meaning, Measure, Role
from tracker.registry.shelters import ShelterType

ASK, SKIP = "ask", "skip"
NEW_SHELTER = "new shelter"
"""What a mapping can keep for a place of a file beside the name of a registered one.

ASK only holds for all that are not named.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Constants:
    """What holds for every row; None where a column says it. Places and sources are named."""

    area: str | None = None
    shelter: str | None = None
    day: str | None = None
    source: str | None = None
    indicator: Measure | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportMapping:
    """Columns by their names, and everything else that the file does not say by itself.

    The names of the columns stand in `head_rows` rows, those of groups above, from `head_row` on;
    None: where they are found. `year` is that of the first day that heads a column, where such days
    have none. `points` are what the point in a column of numbers sets off, where no cell tells.
    `thousands` is whether numbers that a head or title says to be in thousands are read so.
    `words` are what the cells of a column of indicators mean. Of a column in `only` just the rows
    with one of these values are read, all of them where none is named. `skip_totals` leaves rows
    out whose place, day or source is called a total, and those that are sums of the others;
    `add_rows` adds rows up that are about the same place and day. `add_columns`
    adds columns up that count the same, each some of the people. `add_parts` adds parts by sex and
    age up where nothing counts everybody and they do together. `surely_new` are indicators whose
    numbers are new on the day although they look like totals so far. `places` and `sources` are
    what names in the file stand for in the registers; `other_places` is what happens to those that
    are neither named there nor found: they are asked about, SKIP, or NEW_SHELTER where their
    district is known.

    What may be asked about a file is not answered by None: `skip_totals` and `add_rows` may be
    False, and a `zone` of "" takes moments for the days that they are written as.
    """

    layout: Layout = Layout.COLUMNS
    sheet: str | None = None
    head_row: int | None = None
    head_rows: int = 1
    columns: Mapping[str, Meaning] = field(default_factory=dict)
    words: Mapping[str, Meaning] = field(default_factory=dict)
    constants: Constants = field(default_factory=Constants)
    order: DayOrder | None = None
    year: int | None = None
    zone: str | None = None
    points: Mapping[str, Point] = field(default_factory=dict)
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    thousands: bool | None = None
    skip_totals: bool | None = None
    add_rows: bool | None = None
    add_columns: bool = False
    add_parts: bool = False
    surely_new: tuple[Indicator, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    other_places: str = ASK
    new_shelter_type: ShelterType = ShelterType.OTHER
    report_by_shelter: bool = False

    @property
    def days(self) -> DayReading:
        """How days are read where those of a file do not tell their order."""
        return DayReading(order=self.order, zone=self.zone or None)

    def find_own_order(self, survey: Survey) -> DayOrder | None:
        """Whether day or month comes first as the days of a file tell it; None where none does."""
        return find_own_order(survey, self.layout, self.find(Role.DAY))

    def settle_days(self, survey: Survey) -> DayReading:
        """How the days of a file are read."""
        reading = replace(self.days, from_1904=survey.table.from_1904)
        return settle_order(reading, self.find_own_order(survey))

    def find(self, role: Role) -> str | None:
        """The column of a role."""
        return next((name for name, m in self.columns.items() if m.role is role), None)

    def find_missing(self, survey: Survey) -> list[str]:
        """The columns that it reads, or reads by, and that a table does not have."""
        known = {column.name for column in survey.head.columns}
        used = {name for name, m in self.columns.items() if m.role is not Role.NOTHING}
        filtered = {name for name, kept in self.only.items() if kept}
        return sorted((used | filtered) - known)

    @property
    def tells_people(self) -> bool:
        """Whether columns say of each row which people it counts."""
        return any(meaning.role in PEOPLE_ROLES for meaning in self.columns.values())

    @property
    def measures(self) -> dict[str, Measure]:
        """The columns of counts."""
        return {name: m.measure for name, m in self.columns.items() if m.measure is not None}


class Misfit(InvalidField):
    """What keeps a mapping from being used on a table: at a field of the page, and in its file."""

    def __init__(self, field: str, message: str, *path: str) -> None:
        super().__init__(field, message)
        self.path = path or (field,)

    @property
    def pointer(self) -> str:
        """Where it is in the mapping, as a JSON Pointer: "/columns/Rooms", "/constants/source"."""
        steps = (step.replace("~", "~0").replace("/", "~1") for step in self.path)
        return "".join(f"/{step}" for step in steps)


def check_mapping(mapping: ImportMapping, survey: Survey) -> tuple[Misfit, ...]:
    """What keeps a mapping from being used on a table."""
    return tuple(
        problem
        for rule in (_check_columns, _check_roles, _check_ages, _check_counts, _check_parts)
        for problem in rule(mapping, survey)
    )


def _check_columns(mapping: ImportMapping, survey: Survey) -> Iterator[Misfit]:
    for name in mapping.find_missing(survey):
        table = "columns" if name in mapping.columns else "only"
        yield Misfit("columns", f"There is no column “{name}” in this file", table, name)
    for name, measure in mapping.measures.items():
        if counts_rooms(name):
            yield Misfit(
                "columns",
                f"Do not use “{name}” as {measure.words}: it counts rooms, which are neither "
                "people nor places",
                "columns",
                name,
            )


def _check_roles(mapping: ImportMapping, survey: Survey) -> Iterator[Misfit]:
    constants = mapping.constants
    roles = Counter(meaning.role for meaning in mapping.columns.values())
    for role, times in roles.items():
        if times > 1 and role not in (Role.COUNT, Role.NOTHING):
            yield Misfit("columns", f"Choose one column for the {role}, not {times}")
    if not (roles[Role.AREA] or roles[Role.SHELTER] or constants.area or constants.shelter):
        words = "Choose the column with the places, or the place of all rows"
        yield Misfit("area", words, "constants", "area")
    has_sources = recognise(survey.head) is OwnExport.WIDE
    if not (roles[Role.SOURCE] or constants.source or has_sources):
        yield Misfit("source", "Select the source of the numbers", "constants", "source")
    if mapping.layout is Layout.DAYS:
        yield from _check_day_heads(mapping, survey)
    elif not (roles[Role.DAY] or constants.day):
        words = "Choose the column with the days, or enter the day of all rows"
        yield Misfit("day", words, "constants", "day")


def _check_day_heads(mapping: ImportMapping, survey: Survey) -> Iterator[Misfit]:
    if not find_day_columns(survey.head):
        yield Misfit("layout", "No column of this file is headed by a day")
    yield from _check_year(mapping, survey)
    for name, why in list_unread_heads(survey, mapping.settle_days(survey)):
        yield Misfit("layout", f"Column “{name}” is headed by no day. {why}", "order")


def _check_ages(mapping: ImportMapping, _survey: Survey) -> Iterator[Misfit]:
    said = {role for role in PEOPLE_ROLES if mapping.find(role)}
    both = {Role.AGE_FROM, Role.AGE_TO}
    if Role.AGE in said and said & both:
        yield Misfit(
            "columns", "Choose either one column for the age, or one for the age from and to each"
        )
    elif len(said & both) == 1:
        (there,) = said & both
        (lacking,) = both - said
        yield Misfit("columns", f"Choose the column for the {lacking} beside the {there}")


def _check_year(mapping: ImportMapping, survey: Survey) -> Iterator[Misfit]:
    yearless = find_yearless([column.name for column in survey.head.columns])
    year = mapping.year
    if yearless and year is None:
        first = next(iter(yearless))
        words = f"Say in which year {first} is, the first of the days that head columns"
        yield Misfit("layout", words, "year")
    elif year is not None:
        for name in yearless.keys() - date_days(yearless, year):
            yield Misfit("layout", f"Choose another year: there is no {name} in it", "year")


def _check_counts(mapping: ImportMapping, _survey: Survey) -> Iterator[Misfit]:
    told = mapping.find(Role.INDICATOR) or mapping.constants.indicator
    if mapping.layout is Layout.COLUMNS:
        if not mapping.measures:
            yield Misfit("columns", "Choose at least one column with counts")
    elif not told:
        yield Misfit("indicator", "Choose what the numbers count", "constants", "indicator")
    if mapping.layout is Layout.ROWS and not mapping.find(Role.NUMBER):
        yield Misfit("columns", "Choose the column with the numbers")
    listed = mapping.layout is not Layout.COLUMNS and mapping.find(Role.INDICATOR)
    if listed and not any(meaning.measure for meaning in mapping.words.values()):
        yield Misfit("words", "Choose what at least one of the indicators means")


def _check_parts(mapping: ImportMapping, _survey: Survey) -> Iterator[Misfit]:
    if mapping.layout is not Layout.COLUMNS:
        return
    named: dict[tuple[Indicator, Group | None], list[Measure]] = defaultdict(list)
    for measure in mapping.measures.values():
        named[measure.indicator, measure.group].append(measure)
    for (indicator, group), counted in named.items():
        label = indicator.definition.label
        if len(set(counted)) > 1 or (len(counted) > 1 and not mapping.add_columns):
            yield Misfit(
                "columns",
                f"Choose one column for {label}: a report has room for one number of it. Or let "
                "columns that count the same in the same way be added up (add_columns in a "
                "mapping)",
            )
        if group is not None and (indicator, None) not in named and not mapping.add_parts:
            yield Misfit(
                "columns",
                f"Choose the column with all of {label} beside its parts; a sum of parts may "
                "count people twice",
            )
