"""Assets are compressed once and never change under their address."""

import gzip
from pathlib import Path

import brotli
import pytest
from flask import Flask

from tests.web.strict_client import StrictClient
from tracker.web.shared.assets import PLOTLY, keep_assets

BODY = b"body { color: black }\n" * 100


@pytest.fixture
def sources(tmp_path: Path) -> dict[str, Path]:
    style, picture = tmp_path / "site.css", tmp_path / "photo.png"
    style.write_bytes(BODY)
    picture.write_bytes(b"PNG")
    return {"css/site.css": style, "photo.png": picture}


def list_kept(kept: Path) -> dict[str, int]:
    return {
        path.relative_to(kept).as_posix(): path.stat().st_mtime_ns
        for path in kept.rglob("*")
        if path.is_file()
    }


def test_texts_are_kept_plain_and_compressed_twice(
    sources: dict[str, Path], tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    name = keep_assets(sources, kept)["css/site.css"]
    assert name.startswith("css/site.")
    assert name.endswith(".css")
    assert (kept / name).read_bytes() == BODY
    assert gzip.decompress((kept / f"{name}.gz").read_bytes()) == BODY
    assert brotli.decompress((kept / f"{name}.br").read_bytes()) == BODY
    assert len(list_kept(kept)) == 4


def test_a_second_start_does_no_work(sources: dict[str, Path], tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    keep_assets(sources, kept)
    before = list_kept(kept)
    keep_assets(sources, kept)
    assert list_kept(kept) == before


def test_what_changed_gets_another_address_and_the_old_copy_goes(
    sources: dict[str, Path], tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    old = keep_assets(sources, kept)["css/site.css"]
    sources["css/site.css"].write_bytes(BODY + b"p { margin: 0 }")
    new = keep_assets(sources, kept)["css/site.css"]
    assert new != old
    assert not (kept / old).exists()
    assert (kept / new).exists()


@pytest.mark.parametrize("name", ["css/tracker.css", PLOTLY])
def test_an_asset_is_served_compressed_and_kept_for_good(
    app: Flask, client: StrictClient, name: str
) -> None:
    address = app.jinja_env.globals["asset_url"](name)  # type: ignore[operator]
    with client.get(address, headers={"Accept-Encoding": "gzip, br"}) as response:
        assert response.status_code == 200
        assert response.headers["Content-Encoding"] == "br"
        assert "immutable" in response.headers["Cache-Control"]
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "Access-Control-Allow-Origin" not in response.headers
        assert "Set-Cookie" not in response.headers


def test_an_asset_that_does_not_exist_is_not_found(client: StrictClient, operation: None) -> None:
    client.see("/assets/../secret_key", status=404)
