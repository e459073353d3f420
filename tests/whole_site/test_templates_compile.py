"""Every template can be compiled, and names only what exists."""

import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import meta

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
pytestmark = pytest.mark.unwatched
NAMES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))


@pytest.mark.parametrize("name", NAMES)
def test_a_template_compiles(shared_app: Flask, name: str) -> None:
    shared_app.jinja_env.get_template(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_refers_to_templates_that_exist(shared_app: Flask, name: str) -> None:
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    referred = meta.find_referenced_templates(shared_app.jinja_env.parse(source))
    assert [other for other in referred if other not in NAMES] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_template_links_to_endpoints_that_exist(shared_app: Flask, name: str) -> None:
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    endpoints = set(re.findall(r"""url_for\(\s*["']([\w.]+)["']""", source))
    assert endpoints <= set(shared_app.view_functions)


@pytest.mark.parametrize("name", NAMES)
def test_a_template_uses_assets_that_exist(shared_app: Flask, name: str) -> None:
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    for asset in re.findall(r"""asset_url\(\s*["']([^"']+)["']""", source):
        address = shared_app.jinja_env.globals["asset_url"](asset)  # type: ignore[operator]
        assert address.startswith("/assets/")


def test_every_error_has_its_page() -> None:
    pages = {path.stem for path in (TEMPLATES / "errors").glob("*.html")}
    assert pages == {"400", "403", "404", "409", "413", "429", "500", "503"}
