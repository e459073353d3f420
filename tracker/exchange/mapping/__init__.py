"""Mappings from columns to counts: kept, shared, and matched with the registers."""

from tracker.exchange.mapping.beginning import begin_mapping, suppose_missing
from tracker.exchange.mapping.column_names import name_as_read
from tracker.exchange.mapping.files import (
    MappingUnreadable,
    decode_mapping,
    read_mapping,
    write_mapping,
)
from tracker.exchange.mapping.gazetteer import Gazetteer, load_gazetteer, say_place
from tracker.exchange.mapping.mappings import (
    ASK,
    NEW_SHELTER,
    SKIP,
    Constants,
    ImportMapping,
    Misfit,
    check_mapping,
)
from tracker.exchange.mapping.open_questions import (
    find_answer,
    find_calendar,
    is_open,
    list_asked_measures,
    list_open_questions,
)
from tracker.exchange.mapping.places import (
    Matched,
    PlaceKey,
    PlaceMatcher,
    SourceMatcher,
    make_matcher,
)
from tracker.exchange.mapping.saved import (
    SavedMapping,
    add_mapping,
    delete_mapping,
    find_mapping,
    list_mapping_names,
    list_mappings,
    load_mapping,
    rename_mapping,
    save_mapping,
)
from tracker.exchange.mapping.settled import settle_mapping

__all__ = [
    "ASK",
    "NEW_SHELTER",
    "SKIP",
    "Constants",
    "Gazetteer",
    "ImportMapping",
    "MappingUnreadable",
    "Matched",
    "Misfit",
    "PlaceKey",
    "PlaceMatcher",
    "SavedMapping",
    "SourceMatcher",
    "add_mapping",
    "begin_mapping",
    "check_mapping",
    "decode_mapping",
    "delete_mapping",
    "find_answer",
    "find_calendar",
    "find_mapping",
    "is_open",
    "list_asked_measures",
    "list_mapping_names",
    "list_mappings",
    "list_open_questions",
    "load_gazetteer",
    "load_mapping",
    "make_matcher",
    "name_as_read",
    "read_mapping",
    "rename_mapping",
    "save_mapping",
    "say_place",
    "settle_mapping",
    "suppose_missing",
    "write_mapping",
]
