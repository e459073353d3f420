"""Importing counts: the pages and the command."""

from tracker.web.imports import (
    columns,
    courses,
    looking,
    matching,
    previewing,
    saved_mappings,
    undoing,
    unfinished,
    uploading,
)
from tracker.web.imports.blueprint import blueprint, init_app

__all__ = [
    "blueprint",
    "columns",
    "courses",
    "init_app",
    "looking",
    "matching",
    "previewing",
    "saved_mappings",
    "undoing",
    "unfinished",
    "uploading",
]
