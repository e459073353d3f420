"""The acts of the audit trail by topic, as the page offers them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from tracker.domain.audit import Act
from tracker.registry.keeping import PLACE_ACTS, SOURCE_ACTS


class Topic(StrEnum):
    """What an act is about."""

    REPORTS = "reports"
    REVIEW = "review"
    SIGNING_IN = "signing-in"
    PEOPLE = "people"
    PLACES = "places"
    SOURCES = "sources"
    SETTINGS = "settings"
    FILES = "files"
    UPKEEP = "upkeep"


LABELS = {
    Topic.REPORTS: "Reports",
    Topic.REVIEW: "Decisions, rulings and grades",
    Topic.SIGNING_IN: "Signing in, passwords, feeds and tokens",
    Topic.PEOPLE: "People, roles and assignments",
    Topic.PLACES: "Areas and shelters",
    Topic.SOURCES: "Sources",
    Topic.SETTINGS: "Settings",
    Topic.FILES: "Files in and out",
    Topic.UPKEEP: "Upkeep",
}

ACTS: Mapping[Topic, frozenset[Act]] = {
    Topic.REPORTS: frozenset({Act.REVISION, Act.CONFLICT}),
    Topic.REVIEW: frozenset({Act.DECISION, Act.RULING, Act.GRADE, Act.SETTLEMENT}),
    Topic.SIGNING_IN: frozenset(
        {
            Act.SIGNED_IN,
            Act.SIGN_IN_FAILED,
            Act.SIGNED_OUT,
            Act.PASSWORD_CHANGED,
            Act.PASSWORD_SET,
            Act.FEED_MADE,
            Act.FEED_REVOKED,
            Act.TOKEN_MADE,
            Act.TOKEN_REVOKED,
        }
    ),
    Topic.PEOPLE: frozenset(
        {Act.PERSON_ADDED, Act.PERSON_CHANGED, Act.ROLES_CHANGED, Act.ASSIGNMENTS_CHANGED}
    ),
    Topic.PLACES: frozenset(PLACE_ACTS),
    Topic.SOURCES: frozenset(SOURCE_ACTS),
    Topic.SETTINGS: frozenset({Act.OPERATION_SET_UP, Act.SETTINGS_CHANGED}),
    Topic.FILES: frozenset(
        {
            Act.AREAS_IMPORTED,
            Act.IMPORTED,
            Act.IMPORT_UNDONE,
            Act.IMPORT_STOPPED,
            Act.MAPPING_SAVED,
            Act.MAPPING_UPLOADED,
            Act.MAPPING_RENAMED,
            Act.MAPPING_DELETED,
            Act.EXPORTED,
        }
    ),
    Topic.UPKEEP: frozenset({Act.CHAIN_BEGUN, Act.TOTALS_REBUILT}),
}
"""Every act belongs to one topic."""
