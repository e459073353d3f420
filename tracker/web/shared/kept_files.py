"""Uploaded files between the steps of an import: in the instance folder, under random names."""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePath
from typing import Any

from flask import current_app

from tracker.domain.errors import NotFound
from tracker.exchange.mapping import ImportMapping, read_mapping, write_mapping
from tracker.web.shared.clock import now as read_now
from tracker.web.shared.clock import read_stopwatch

OUTLOOK = "outlook"
"""The note of what was found out by what was decided."""

_MAPPING = "toml"
KEPT_FOR = timedelta(days=1)
_TOKEN_LENGTH = 32
_TOKEN = re.compile(rf"[0-9a-f]{{{_TOKEN_LENGTH}}}")
_NAME_LENGTH = 200
_GONE = "here any more: choose it again"


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptFile:
    """A file that somebody is importing. It is never served, and gone after a day."""

    token: str
    name: str
    person_id: int
    folder: Path

    @property
    def is_kept(self) -> bool:
        """Whether it is still there."""
        return (self.folder / f"{self.token}.json").exists()

    @property
    def content(self) -> bytes:
        """The file's bytes. Raises NotFound once it is discarded."""
        try:
            return (self.folder / self.token).read_bytes()
        except FileNotFoundError:
            raise NotFound("file", _GONE) from None

    @property
    def mapping(self) -> ImportMapping | None:
        """What was decided so far."""
        said = self.read_note(_MAPPING)
        return read_mapping(said) if said is not None else None

    @property
    def mapping_name(self) -> str:
        """The name of the saved mapping that was begun with."""
        return str(_read_facts(self.folder / f"{self.token}.json").get("mapping_name", ""))

    @property
    def kept_at(self) -> datetime:
        """When it was sent. Raises NotFound once it is discarded."""
        facts = _read_facts(self.folder / f"{self.token}.json")
        if not facts:
            raise NotFound("file", _GONE)
        return datetime.fromisoformat(facts["kept_at"])

    def save(self, mapping: ImportMapping) -> None:
        """Keep what was decided; what was found out before holds no longer."""
        self.write_note(_MAPPING, write_mapping(mapping))
        self.drop_note(OUTLOOK)

    def read_note(self, kind: str) -> str | None:
        """What was noted beside the file, None where nothing was."""
        try:
            return (self.folder / f"{self.token}.{kind}").read_text(encoding="utf-8")
        except FileNotFoundError:
            return None

    def write_note(self, kind: str, text: str) -> None:
        """Note something beside the file, whole at once for whoever reads it meanwhile.

        Beside a file that is discarded, before or meanwhile, nothing is left. Raises OSError.
        """
        path = self.folder / f"{self.token}.{kind}"
        # A name of its own for each writer: two may write the same note at once.
        new = self.folder / f"{path.name}-{secrets.token_hex(8)}"
        try:
            if self.is_kept:
                new.write_text(text, encoding="utf-8")
                new.replace(path)
        except OSError:
            new.unlink(missing_ok=True)
            if self.is_kept:
                raise
        if not self.is_kept:
            path.unlink(missing_ok=True)

    def renew(self, now: datetime) -> None:
        """Keep it for a day from now on. Raises OSError."""
        facts = _read_facts(self.folder / f"{self.token}.json") | {"kept_at": now.isoformat()}
        self.write_note("json", json.dumps(facts))

    def drop_note(self, kind: str) -> None:
        """Forget what was noted."""
        (self.folder / f"{self.token}.{kind}").unlink(missing_ok=True)

    def claim(self, kind: str, number: int) -> bool:
        """Take the n-th turn at something, from 1; False where it is taken or the file is gone.

        Of all who ask at once, in whatever process of the server, one gets it.
        """
        path = self.folder / f"{self.token}.{kind}-turn-{number}"
        try:
            path.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            return False
        if not self.is_kept:
            path.unlink(missing_ok=True)
            return False
        return True

    def find_claim(self, kind: str) -> tuple[int, float] | None:
        """The last turn that was taken and when, by the machine's clock; None before the first."""
        start = f"{self.token}.{kind}-turn-"
        taken = [int(path.name.removeprefix(start)) for path in self.folder.glob(f"{start}*")]
        if not taken:
            return None
        try:
            return max(taken), (self.folder / f"{start}{max(taken)}").stat().st_mtime
        except FileNotFoundError:
            return None

    def discard(self) -> None:
        """Delete the file and what was decided about it."""
        # First what says that it is kept: whoever notes something meanwhile takes it back.
        (self.folder / f"{self.token}.json").unlink(missing_ok=True)
        for path in self.folder.glob(f"{self.token}*"):
            path.unlink(missing_ok=True)


def keep_file(
    content: bytes,
    name: str,
    *,
    person_id: int,
    now: datetime,
    mapping_name: str = "",
    token: str | None = None,
    is_listed: bool = True,
) -> KeptFile:
    """Keep an uploaded file for its owner; what is older than a day goes.

    A program's file has a `token` of its own. It is not listed among the counts that its person
    began to import, and neither is a file of areas.
    """
    folder = _find_folder()
    _discard_old(folder, now)
    token = token or secrets.token_hex(_TOKEN_LENGTH // 2)
    facts: dict[str, Any] = {
        "name": PurePath(name.replace("\\", "/")).name[:_NAME_LENGTH] or "file",
        "person_id": person_id,
        "kept_at": now.isoformat(),
        "mapping_name": mapping_name,
        "is_listed": is_listed,
    }
    (folder / token).touch(mode=0o600)
    (folder / token).write_bytes(content)
    (folder / f"{token}.json").write_text(json.dumps(facts), encoding="utf-8")
    return KeptFile(token=token, name=facts["name"], person_id=person_id, folder=folder)


def find_file(token: str, person_id: int) -> KeptFile:
    """A kept file of this person; everybody else's is not there, nor one of more than a day ago."""
    folder = _find_folder()
    facts = _read_facts(folder / f"{token}.json") if _TOKEN.fullmatch(token) else {}
    if facts.get("person_id") != person_id or _is_old(facts, read_now()):
        raise NotFound("file", _GONE)
    return KeptFile(token=token, name=facts["name"], person_id=person_id, folder=folder)


def list_files(person_id: int, now: datetime) -> tuple[KeptFile, ...]:
    """The files that a person began to import and that are kept still, the latest first."""
    folder, found = _find_folder(), []
    for path in folder.glob("*.json"):
        facts = _read_facts(path)
        if facts.get("person_id") != person_id or not facts.get("is_listed", True):
            continue
        if not _is_old(facts, now):
            file = KeptFile(token=path.stem, name=facts["name"], person_id=person_id, folder=folder)
            found.append((facts["kept_at"], file))
    return tuple(file for _, file in sorted(found, key=lambda one: one[0], reverse=True))


def _find_folder() -> Path:
    folder = Path(current_app.instance_path) / "imports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _read_facts(path: Path) -> dict[str, Any]:
    try:
        facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return facts


def _is_old(facts: Mapping[str, Any], now: datetime) -> bool:
    return now - datetime.fromisoformat(facts["kept_at"]) > KEPT_FOR


def _discard_old(folder: Path, now: datetime) -> None:
    for path in folder.glob("*.json"):
        facts = _read_facts(path)
        if facts and _is_old(facts, now):
            path.unlink(missing_ok=True)
            for part in folder.glob(f"{path.stem}*"):
                part.unlink(missing_ok=True)
    for path in folder.iterdir():
        _discard_left(path)


def _discard_left(path: Path) -> None:
    """Delete what a server that stopped in the middle left of a file that is not kept any more."""
    if path.with_name(f"{path.name[:_TOKEN_LENGTH]}.json").exists():
        return
    try:
        # By the machine's clock, as files are: the example operation's own stands in the past.
        if read_stopwatch() - path.stat().st_mtime > KEPT_FOR.total_seconds():
            path.unlink()
    except OSError:
        # Another process of the server was quicker, or reads it: no upload fails for that.
        return
