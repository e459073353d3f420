"""Settings come from the environment; what is wrong stops the start with a message."""

import re
import stat
import sys
from pathlib import Path

import pytest
from flask import request

from tracker.app import create_app
from tracker.config import PROJECT, InvalidSetting, Settings, read_settings


def test_nothing_has_to_be_set() -> None:
    settings = read_settings({})
    assert settings == Settings()
    assert settings.database == f"sqlite:///{(PROJECT / 'instance/tracker.sqlite3').as_posix()}"


def test_every_setting_is_read(tmp_path: Path) -> None:
    settings = read_settings(
        {
            "TRACKER_INSTANCE": str(tmp_path),
            "TRACKER_DATABASE_URL": "postgresql://host/name",
            "TRACKER_SECRET_KEY": "long",
            "TRACKER_PROXY_COUNT": "2",
            "TRACKER_SECURE_COOKIES": "Yes",
            "TRACKER_SESSION_DAYS": "1",
            "TRACKER_RATE_LIMIT_STORAGE": "redis://host",
            "TRACKER_API_CALLS_PER_MINUTE": "60",
            "TRACKER_API_ORIGINS": "https://maps.example.org http://127.0.0.1:3000",
        }
    )
    assert settings == Settings(
        instance=tmp_path.resolve(),
        database_url="postgresql://host/name",
        secret_key="long",
        proxy_count=2,
        secure_cookies=True,
        session_days=1,
        rate_limit_storage="redis://host",
        api_calls_per_minute=60,
        api_origins=("https://maps.example.org", "http://127.0.0.1:3000"),
    )
    assert settings.database == "postgresql://host/name"
    assert settings.ensure_secret_key() == "long"
    assert "long" not in repr(settings)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("TRACKER_PROXY_COUNT", "one"),
        ("TRACKER_SECURE_COOKIES", "on"),
        ("TRACKER_SESSION_DAYS", "-1"),
        ("TRACKER_API_CALLS_PER_MINUTE", "many"),
        ("TRACKER_API_ORIGINS", "example.org"),
        ("TRACKER_API_ORIGINS", "https://example.org/maps"),
        ("TRACKER_API_ORIGINS", "https://*"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(variable: str, value: str) -> None:
    with pytest.raises(InvalidSetting, match=f"{variable} takes .* not '{re.escape(value)}'"):
        read_settings({variable: value})


def test_the_secret_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    settings = Settings(instance=tmp_path / "new")
    key = settings.ensure_secret_key()
    path = settings.instance / "secret_key"
    assert len(key) == 64
    assert settings.ensure_secret_key() == key
    assert list(settings.instance.iterdir()) == [path]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_secret_key_is_made_where_the_file_system_has_no_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_paths: Path) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr("os.link", refuse)
    settings = Settings(instance=tmp_path / "stick")
    assert settings.ensure_secret_key() == settings.ensure_secret_key()
    assert [path.name for path in settings.instance.iterdir()] == ["secret_key"]


def test_behind_a_proxy_the_address_is_the_one_the_proxy_names(
    tmp_path: Path, shared_assets: Path
) -> None:
    (tmp_path / "assets").symlink_to(shared_assets, target_is_directory=True)
    seen = []
    for hops in (0, 1):
        settings = Settings(
            instance=tmp_path, secret_key="x", proxy_count=hops, secure_cookies=True
        )
        app = create_app(settings)
        app.add_url_rule("/who", "who", lambda: f"{request.remote_addr} {request.scheme}")
        headers = {"X-Forwarded-For": "6.6.6.6, 7.7.7.7", "X-Forwarded-Proto": "https"}
        seen.append(app.test_client().get("/who", headers=headers).get_data(as_text=True))
        assert app.config["SESSION_COOKIE_SECURE"]
    assert seen == ["127.0.0.1 http", "7.7.7.7 https"]


@pytest.fixture
def shared_assets(shared_app: object) -> Path:
    """The copies that other tests use as well."""
    return PROJECT / ".cache" / "assets"
