"""The application: puts settings, database, extensions and pages together."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from tracker import cli
from tracker.config import (
    CALLS_KEY,
    LIMITS_KEY,
    ORIGINS_KEY,
    PROJECT,
    SMALLEST_KEY,
    Settings,
    read_settings,
)
from tracker.extensions import csrf, limiter, use_database
from tracker.store.database import open_database
from tracker.web import (
    accounts,
    admin,
    api,
    audit,
    collect,
    comparing,
    corrections,
    dashboard,
    entry,
    exports,
    imports,
    review,
    situation,
)
from tracker.web.shared import (
    assets,
    compression,
    errors,
    formats,
    ids,
    lookback,
    pages,
    secret_addresses,
    security_headers,
    site,
    unit_of_work,
)
from tracker.web.shared.sessions import BrowserSessions

LARGEST_UPLOAD = 16 * 1024 * 1024


def create_app(config: Settings | None = None) -> Flask:
    """Make the application; without `config` the environment's settings hold."""
    settings = config or read_settings()
    app = Flask(
        "tracker",
        instance_path=str(settings.instance),
        static_folder=None,
        template_folder=str(PROJECT / "templates"),
    )
    app.config.update(describe_settings(settings))
    # Programs come in by tokens and by addresses that are secrets.
    app.session_interface = BrowserSessions({api.blueprint.name, collect.blueprint.name})
    use_database(app, open_database(settings.database))
    imports.init_app(app)
    csrf.init_app(app)
    # What carries a token cannot be forged by another site's page: sessions are not looked at.
    csrf.exempt(api.blueprint)
    # An address that is a secret cannot be forged by another site's page: no cookie is looked at.
    csrf.exempt(collect.blueprint)
    _add_accounts(app)
    _add_pages(app)
    assets.init_app(app, sources=PROJECT / "static", kept=settings.assets)
    if settings.proxy_count:
        hops = settings.proxy_count
        # Proxies pass Host itself. Many hand a client's own X-Forwarded-Host on, so it is not read.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
    cli.init_app(app)
    return app


def describe_settings(settings: Settings) -> dict[str, Any]:
    """Flask's configuration for these settings."""
    return {
        "TESTING": settings.testing,
        "SECRET_KEY": settings.ensure_secret_key(),
        "SESSION_COOKIE_NAME": "tracker_session",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.secure_cookies,
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": timedelta(days=settings.session_days),
        "MAX_CONTENT_LENGTH": LARGEST_UPLOAD,
        # A form may stay open as long as the session lasts: reports are filled in between calls.
        "WTF_CSRF_TIME_LIMIT": None,
        "RATELIMIT_STORAGE_URI": settings.rate_limit_storage,
        LIMITS_KEY: settings.import_limits,
        SMALLEST_KEY: settings.smallest_published,
        CALLS_KEY: settings.api_calls_per_minute,
        ORIGINS_KEY: settings.api_origins,
    }


def _add_accounts(app: Flask) -> None:
    checks = app.before_request_funcs[None].copy()
    limiter.init_app(app)
    accounts.init_app(app)
    # Tries are counted where a password is tried, and access marks ask for roles: what both
    # extensions would do before every request is work for nothing, so only CSRF is checked there.
    app.before_request_funcs[None] = checks


def _add_pages(app: Flask) -> None:
    # Functions registered later run earlier: headers and compression see what the commit left.
    for part in (
        compression,
        security_headers,
        pages,
        lookback,
        formats,
        errors,
        ids,
        secret_addresses,
    ):
        part.init_app(app)
    unit_of_work.init_app(app)
    for blueprint in (
        site.blueprint,
        accounts.blueprint,
        entry.blueprint,
        review.blueprint,
        dashboard.blueprint,
        corrections.blueprint,
        comparing.blueprint,
        situation.blueprint,
        imports.blueprint,
        exports.blueprint,
        admin.blueprint,
        audit.blueprint,
        api.blueprint,
        api.pages,
        collect.blueprint,
    ):
        app.register_blueprint(blueprint)
