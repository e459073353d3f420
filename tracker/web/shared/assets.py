"""Style sheets, scripts, pictures: compressed once, under names that change with their content."""

from __future__ import annotations

import gzip
import hashlib
import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import brotli
from flask import Flask
from whitenoise import WhiteNoise

PREFIX = "/assets/"
PLOTLY = "plotly/plotly.min.js"
BROTLI_QUALITY = 9
"""Quality 11 makes Plotly a tenth smaller, but takes 18 seconds at the first start."""

COMPRESSED_SUFFIXES = frozenset({".css", ".js", ".json", ".svg"})
HASH_LENGTH = 12


def init_app(app: Flask, *, sources: Path, kept: Path) -> None:
    """Serve what lies in `sources`, and Plotly out of its package, by way of copies in `kept`."""
    names = keep_assets(dict(_find_sources(sources)), kept)
    app.jinja_env.globals["asset_url"] = lambda name: PREFIX + names[name]
    served = WhiteNoise(
        app.wsgi_app,
        root=str(kept),
        prefix=PREFIX,
        immutable_file_test=lambda _path, _url: True,
        allow_all_origins=False,
        add_headers_function=_add_headers,
    )
    app.wsgi_app = served  # type: ignore[method-assign]


def keep_assets(sources: dict[str, Path], kept: Path) -> dict[str, str]:
    """Copy and compress what is not there yet, remove what is of no use.

    Gives for each name the one with the hash of the content.
    """
    names = {name: _name_by_content(name, path) for name, path in sources.items()}
    for name, path in sources.items():
        _keep_one(path, kept / names[name])
    wanted = {path for name in names.values() for path in _variants(kept / name)}
    for path in kept.rglob("*"):
        if path.is_file() and path not in wanted:
            path.unlink(missing_ok=True)
    return names


def _find_sources(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            yield path.relative_to(folder).as_posix(), path
    # The package is found without being imported, which would take time at every start.
    package = find_spec("plotly")
    if package is not None and package.origin is not None:
        yield PLOTLY, Path(package.origin).parent / "package_data" / "plotly.min.js"


def _name_by_content(name: str, path: Path) -> str:
    stem, suffix = name.rsplit(".", 1)
    return f"{stem}.{hashlib.sha256(path.read_bytes()).hexdigest()[:HASH_LENGTH]}.{suffix}"


def _variants(path: Path) -> tuple[Path, ...]:
    if path.suffix not in COMPRESSED_SUFFIXES:
        return (path,)
    return (path, path.with_name(path.name + ".gz"), path.with_name(path.name + ".br"))


def _keep_one(source: Path, target: Path) -> None:
    missing = [path for path in _variants(target) if not path.exists()]
    if not missing:
        return
    body = source.read_bytes()
    target.parent.mkdir(parents=True, exist_ok=True)
    for path in missing:
        _write_whole(path, _encode(body, path.suffix))


def _encode(body: bytes, suffix: str) -> bytes:
    if suffix == ".gz":
        return gzip.compress(body, 9, mtime=0)
    if suffix == ".br":
        encoded: bytes = brotli.compress(body, quality=BROTLI_QUALITY)
        return encoded
    return body


def _write_whole(path: Path, body: bytes) -> None:
    # Two processes may start at once; neither must serve what the other has half written.
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_bytes(body)
    part.replace(path)


def _add_headers(headers: dict[str, str], _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
