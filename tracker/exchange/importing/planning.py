"""What an import would do: read, match, check and compare, without writing anything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.domain.checks import EntryContext
from tracker.domain.errors import InvalidField
from tracker.exchange.detecting import (
    Asked,
    Question,
    Survey,
    tell_beside,
)
from tracker.exchange.detecting.thousands import find_title
from tracker.exchange.importing.chance_sums import settle_sums
from tracker.exchange.importing.comparing import compare
from tracker.exchange.importing.entries import (
    Outcome,
    Planned,
    Progress,
    RefusedRow,
    Stated,
)
from tracker.exchange.importing.falls import explain_falls, name_falls
from tracker.exchange.importing.grouping import Gatherer
from tracker.exchange.importing.left_aside import LeftAside, find_left_aside
from tracker.exchange.importing.left_totals import Called
from tracker.exchange.importing.likely_totals import LikelyTotal, find_likely_totals
from tracker.exchange.importing.lost_parts import LostParts
from tracker.exchange.importing.own_reports import OwnReports, find_own_reports
from tracker.exchange.importing.refused_files import RefusedFile
from tracker.exchange.importing.refused_tags import write_tags
from tracker.exchange.importing.rows import RowReader
from tracker.exchange.importing.standing import Standing, load_standing
from tracker.exchange.mapping import (
    ImportMapping,
    Matched,
    Misfit,
    SourceMatcher,
    check_mapping,
    find_calendar,
    list_open_questions,
    make_matcher,
    settle_mapping,
)
from tracker.exchange.mapping.day_order import tell_order
from tracker.registry.operation import require_operation
from tracker.registry.sources import list_sources
from tracker.totals.collecting import collecting_seldom


class MappingUnfit(InvalidField):
    """A mapping that does not fit the file; `problems` holds each reason."""

    def __init__(self, problems: Sequence[Misfit]) -> None:
        super().__init__("mapping", "; ".join(problem.message for problem in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """What an import would do, report by report, and what is left for a person.

    `settled` is the mapping with what the file's cells tell together; `tags` are the hashtags of
    the columns, and `title` says above the table that numbers are in thousands. `rows` are those of
    the file, of which `left_out` are not meant (`left_out_for` has why, with the rows of each),
    `blank` say nothing and `repeated` say the same again. `created` are shelters that are not
    registered, in the order of their ids below 0; those that reports are about are `registering`,
    and `restored` are brought back for them. `open_places` and `open_sources` have to be chosen.
    `falls` are sentences on totals so far that fall. `unknown` are the words of a column of
    indicators of which the mapping says nothing, with the rows left out for each. `sums` are the
    numbers of rows left out because they add up the others, though nothing calls them so,
    `kept_sums` those taken in although they do, `called` the rows left out because their names
    begin or end as those of totals; `likely_totals` are taken in. `noun` is what the file calls
    rows. `too_early` rows are refused since their days, from `earliest` on, are before `start`, the
    first day of the operation. `order` is a sentence on days that contradict the mapping. `tables`
    are sentences on other tables below or beside the first, which are not read, and `remarks` one
    on remarks below it. `left_aside` are sentences on what columns say beside numbers and nobody
    reads. `own` are the reports of this operation that the file names, being an export of it.
    `vague_parts`, `parts_alone` and `homeless_parts` are not recorded, as in Reading. `questions`
    are those that the mapping leaves open.
    """

    mapping: ImportMapping
    settled: ImportMapping
    head: tuple[str, ...]
    tags: tuple[str, ...]
    title: str | None
    planned: tuple[Planned, ...]
    refused: tuple[RefusedRow, ...]
    rows: int
    left_out: int
    blank: int
    repeated: int
    created: tuple[Matched, ...]
    places: tuple[Matched, ...]
    open_sources: tuple[str, ...]
    falls: tuple[str, ...]
    start: date
    unknown: tuple[tuple[str, int], ...] = ()
    sums: tuple[int, ...] = ()
    kept_sums: tuple[int, ...] = ()
    called: Called = field(default_factory=Called)
    likely_totals: tuple[LikelyTotal, ...] = ()
    noun: str = "row"
    left_out_for: tuple[tuple[str, int], ...] = ()
    too_early: int = 0
    earliest: date | None = None
    order: str = ""
    tables: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    left_aside: LeftAside = field(default_factory=dict)
    own: OwnReports = field(default_factory=OwnReports)
    vague_parts: LostParts = field(default_factory=LostParts)
    parts_alone: LostParts = field(default_factory=LostParts)
    homeless_parts: LostParts = field(default_factory=LostParts)
    questions: tuple[Question, ...] = ()

    def count(self, outcome: Outcome) -> int:
        """How many reports have an outcome."""
        return sum(planned.outcome is outcome for planned in self.planned)

    @property
    def unchanged(self) -> int:
        """How many reports stay as they are, standing or withdrawn."""
        return sum(not planned.outcome.changes for planned in self.planned)

    @property
    def refused_file(self) -> RefusedFile:
        """The file that its refused rows come back as."""
        return RefusedFile(head=self.head, tags=self.tags, mapping=self.settled, title=self.title)

    @property
    def open_places(self) -> tuple[Matched, ...]:
        """Places of the file that have to be chosen."""
        return tuple(place for place in self.places if place.is_open)

    @property
    def restored(self) -> tuple[Matched, ...]:
        """Shelters that count on no day and are brought back, since reports are about them."""
        about = {planned.stated.place_id for planned in self.planned}
        return tuple(m for m in self.places if m.restored and m.place_id in about)

    @property
    def registering(self) -> tuple[Matched, ...]:
        """Shelters that are registered, since reports are about them."""
        about = {planned.stated.place_id for planned in self.planned}
        return tuple(m for number, m in enumerate(self.created, start=1) if -number in about)

    @property
    def keeps_anything(self) -> bool:
        """Whether recording it would change anything, or keep what no import said before."""
        return any(one.outcome.changes or one.said is not None for one in self.planned)


@collecting_seldom()
def plan_import(
    session: Session,
    survey: Survey,
    mapping: ImportMapping,
    *,
    now: datetime,
    progress: Progress | None = None,
) -> Plan:
    """Plan an import; the steps told are the rows, once read and once compared.

    Raises MappingUnfit.
    """
    if problems := check_mapping(mapping, survey):
        raise MappingUnfit(problems)
    operation = require_operation(session)
    matcher = make_matcher(session, survey, mapping)
    sources = SourceMatcher(list_sources(session), mapping)
    reader = RowReader(survey, mapping, matcher, sources)
    clock = operation.clock
    rows = survey.rows

    def tell(read: int, compared: int = 0) -> None:
        if progress:
            progress(read + compared, 2 * rows)

    context = EntryContext(today=clock.day_of(now), start=clock.start)
    size = operation.household_size

    def read_again(meant: ImportMapping) -> Sequence[Stated]:
        again = RowReader(survey, meant, matcher, sources)
        return Gatherer(survey, again, context, meant, household_size=size).gather().stated

    reading = Gatherer(survey, reader, context, mapping, household_size=size).gather(
        lambda done, _: tell(done)
    )
    own = find_own_reports(session, survey, mapping, reading.stated, read_again)
    stated, falls = explain_falls(reading.stated)
    created = tuple(matcher.match(key) for key in reader.created)
    compared = _compare_all(
        session, stated, own, lambda done, every: tell(rows, rows * done // every)
    )
    return Plan(
        mapping=mapping,
        settled=settle_mapping(mapping, survey),
        head=tuple(column.name for column in survey.head.columns),
        tags=write_tags(survey, mapping),
        title=find_title(survey),
        planned=tuple(compared),
        refused=tuple(reading.refused[row] for row in sorted(reading.refused)),
        rows=reading.rows,
        left_out=reading.left_out.total(),
        left_out_for=tuple(reading.left_out.most_common()),
        blank=reading.blank,
        repeated=reading.repeated,
        created=created,
        places=tuple(matcher.matched),
        open_sources=tuple(sources.open),
        falls=name_falls(session, falls, created),
        start=clock.start,
        unknown=tuple(reader.unknown.most_common()),
        sums=tuple(sorted(reader.totals.sums)),
        kept_sums=tuple(reader.totals.kept),
        called=reader.totals.called,
        likely_totals=find_likely_totals(reading.stated, created, matcher),
        noun=survey.table.noun,
        too_early=reading.too_early,
        earliest=reading.earliest,
        order=tell_order(mapping.order, mapping.find_own_order(survey)),
        tables=(*reader.tables.list_sentences(), *tell_beside(survey)),
        remarks=tuple(reader.tables.remarks.list_sentences()),
        left_aside=find_left_aside(survey, mapping, is_known=own.repeats_all(stated)),
        own=own,
        vague_parts=reading.vague,
        parts_alone=reading.alone,
        homeless_parts=reading.homeless,
        questions=settle_sums(
            session,
            survey,
            mapping,
            _list_questions(
                list_open_questions(survey, mapping, find_calendar(operation, now)), reading.adding
            ),
        ),
    )


def _list_questions(found: Iterable[Question], adding: Question | None) -> tuple[Question, ...]:
    """Questions found in the first rows, but that of rows that meet: all of them tell which do."""
    others = (question for question in found if question.asked is not Asked.ADDING)
    return (*others, *([adding] if adding else ()))


def _compare_all(
    session: Session, stated: Sequence[Stated], own: OwnReports, progress: Progress
) -> Iterator[Planned]:
    """What becomes of each report, place by place; tells how many are compared."""
    by_place: dict[int, list[Stated]] = defaultdict(list)
    for one in stated:
        by_place[one.place_id].append(one)
    done = 0
    for place_id, standing in load_standing(session, stated):
        some = by_place.pop(place_id)
        yield from _compare_place(map(own.settle, some), standing)
        done += len(some)
        progress(done, len(stated))
    for new in by_place.values():
        yield from _compare_place(new, {})


def _compare_place(settled: Iterable[Stated | Planned], standing: Standing) -> Iterator[Planned]:
    for one in settled:
        if isinstance(one, Planned):
            yield one
        elif planned := compare(one, standing.get((one.place_id, one.day), ())):
            yield planned
