"""Uploaded files between the steps of an import: in the instance folder, under random names."""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePath
from typing import Any

from flask import current_app

from tracker.domain.errors import NotFound
from tracker.exchange.mapping import ImportMapping, read_mapping, write_mapping

KEPT_FOR = timedelta(days=1)
_TOKEN = re.compile(r"[0-9a-f]{32}")
_NAME_LENGTH = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptFile:
    """A file that somebody is importing. It is never served, and gone after a day."""

    token: str
    name: str
    person_id: int
    folder: Path

    @property
    def content(self) -> bytes:
        """The file's bytes."""
        return (self.folder / self.token).read_bytes()

    @property
    def mapping(self) -> ImportMapping | None:
        """What was decided so far."""
        path = self.folder / f"{self.token}.toml"
        return read_mapping(path.read_text(encoding="utf-8")) if path.exists() else None

    @property
    def mapping_name(self) -> str:
        """The name of the saved mapping that was begun with."""
        return str(_read_facts(self.folder / f"{self.token}.json").get("mapping_name", ""))

    def save(self, mapping: ImportMapping) -> None:
        """Keep what was decided."""
        path = self.folder / f"{self.token}.toml"
        path.write_text(write_mapping(mapping), encoding="utf-8")

    def read_note(self, kind: str) -> str | None:
        """What was noted beside the file, None where nothing was."""
        path = self.folder / f"{self.token}.{kind}"
        return path.read_text(encoding="utf-8") if path.exists() else None

    def write_note(self, kind: str, text: str) -> None:
        """Note something beside the file, whole at once for whoever reads it meanwhile."""
        path = self.folder / f"{self.token}.{kind}"
        new = path.with_suffix(f".{kind}-new")
        new.write_text(text, encoding="utf-8")
        new.replace(path)

    def discard(self) -> None:
        """Delete the file and what was decided about it."""
        for path in self.folder.glob(f"{self.token}*"):
            path.unlink(missing_ok=True)


def keep_file(
    content: bytes, name: str, *, person_id: int, now: datetime, mapping_name: str = ""
) -> KeptFile:
    """Keep an uploaded file for its owner; what is older than a day goes."""
    folder = _find_folder()
    _discard_old(folder, now)
    token = secrets.token_hex(16)
    facts = {
        "name": PurePath(name.replace("\\", "/")).name[:_NAME_LENGTH] or "file",
        "person_id": person_id,
        "kept_at": now.isoformat(),
        "mapping_name": mapping_name,
    }
    (folder / token).touch(mode=0o600)
    (folder / token).write_bytes(content)
    (folder / f"{token}.json").write_text(json.dumps(facts), encoding="utf-8")
    return find_file(token, person_id)


def find_file(token: str, person_id: int) -> KeptFile:
    """A kept file of this person; everybody else's is not there."""
    folder = _find_folder()
    facts = _read_facts(folder / f"{token}.json") if _TOKEN.fullmatch(token) else {}
    if facts.get("person_id") != person_id:
        raise NotFound("file", "here any more: choose it again")
    return KeptFile(token=token, name=facts["name"], person_id=person_id, folder=folder)


def _find_folder() -> Path:
    folder = Path(current_app.instance_path) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _read_facts(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return facts


def _discard_old(folder: Path, now: datetime) -> None:
    for path in folder.glob("*.json"):
        if now - datetime.fromisoformat(str(_read_facts(path)["kept_at"])) > KEPT_FOR:
            for part in folder.glob(f"{path.stem}*"):
                part.unlink(missing_ok=True)
