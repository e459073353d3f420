"""Taking areas from a file into the register, all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from textwrap import shorten

from sqlalchemy.orm import Session

from tracker.domain.audit import Author
from tracker.domain.errors import InvalidField
from tracker.registry.area_files.csv_table import read_csv
from tracker.registry.area_files.entries import GUESS, AreaColumns, AreaContent, AreaFileUnreadable
from tracker.registry.area_files.geojson import read_geojson
from tracker.registry.area_files.planning import Plan, Refused
from tracker.registry.area_files.registering import ImportOutcome, Register, Source
from tracker.registry.places import list_areas, load_place
from tracker.registry.tree import DISTRICT, Place, PlaceKind
from tracker.registry.wording import clean_optional, fold_name

ATTRIBUTION_LENGTH = 200
OWN = "made for this operation"
"""Whom boundaries come from that nobody else made."""

Planned = tuple[Plan, tuple[Refused, ...]]
"""The tree with a file's areas in it, and those that cannot be placed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AreaFile:
    """A file of areas, with how to read it.

    Areas that do not say what they lie in lie in `parent_id`. `attribution` names whom boundaries
    come from; `is_own`: from whoever imports them. `same` says which entries, by where they stand,
    are registered areas by their ids.
    """

    content: bytes
    parent_id: int | None = None
    columns: AreaColumns = GUESS
    attribution: str | None = None
    is_own: bool = False
    same: Mapping[str, int] = field(default_factory=dict)


def import_areas(session: Session, file: AreaFile, by: Author | None = None) -> ImportOutcome:
    """Take a file in: GeoJSON or CSV, as its content says.

    An area is known by its name in its parent, or because it was said to be the same: what is there
    keeps its name and gets the file's codes and boundary (what the file leaves blank stays), what
    is not there is added, nothing is removed. With anything refused, nothing is written. Whom
    boundaries come from is what `file` says, else what its content says of itself, else what is
    stored of the same areas. Raises AreaFileUnreadable, and InvalidField at `attribution` where
    nobody says it and at `parent` where nothing says what the areas lie in.
    """
    content = read_content(file)
    plan, refused = make_planner(session, file, content)(file.same)
    register = Register(session, plan.list_touched(), name_source(file, content))
    if not refused:
        register.require_attribution()
        register.write(by)
    return register.describe(refused)


def name_source(file: AreaFile, content: AreaContent) -> Source:
    """Whom the boundaries come from, as far as anybody says."""
    given = clean_optional(file.attribution, ATTRIBUTION_LENGTH, "attribution")
    if given is None and file.is_own:
        given = OWN
    if given is not None or content.attribution is None:
        return Source(name=given, is_of_file=False)
    name = shorten(content.attribution, ATTRIBUTION_LENGTH, placeholder=" …")
    return Source(name=name, is_of_file=True)


def make_planner(
    session: Session, file: AreaFile, content: AreaContent
) -> Callable[[Mapping[str, int]], Planned]:
    """How to plan a file, read once, whichever of its areas are the same; writes nothing."""
    parent = load_place(session, file.parent_id) if file.parent_id is not None else None
    if parent is not None and (parent.kind is not PlaceKind.AREA or parent.level >= DISTRICT):
        raise InvalidField("parent", "Choose a country or a region: districts hold only shelters")
    if parent is None and not content.says_where:
        raise InvalidField("parent", "Choose what the areas lie in: the file does not say it")
    areas = list_areas(session, include_retired=True)

    def make_plan(same: Mapping[str, int]) -> Planned:
        plan = Plan(areas, parent, same)
        return plan, plan.place_all(content.entries)

    return make_plan


def read_content(file: AreaFile) -> AreaContent:
    """What a file holds; it is GeoJSON if it begins with a brace."""
    try:
        text = file.content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise AreaFileUnreadable("Save the file as UTF-8, then choose it again") from None
    if not text.strip():
        raise AreaFileUnreadable("Choose another file: this one is empty")
    read = read_geojson if text.lstrip().startswith("{") else read_csv
    return read(text, file.columns)


def find_parent(session: Session, text: str) -> Place:
    """The one country or region with this P-code, national code or name."""
    wanted = fold_name(text)
    areas = [area for area in list_areas(session) if area.level < DISTRICT]
    for key in ("p_code", "national_code", "name"):
        found = [area for area in areas if fold_name(getattr(area, key) or "") == wanted]
        if len(found) == 1:
            return found[0]
        if found:
            raise InvalidField("parent", f"Give the P-code: several areas are called {text}")
    raise InvalidField("parent", f"There is no country or region {text}. Add it first")
