"""Headers that tell browsers what a page may do."""

from __future__ import annotations

import secrets

from flask import Flask, Response, current_app, g

PLAIN_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ONE_YEAR = 365 * 24 * 60 * 60


def csp_nonce() -> str:
    """The mark of this answer's own script and style elements."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    nonce: str = g.csp_nonce
    return nonce


def init_app(app: Flask) -> None:
    """Send the headers with every answer."""
    app.jinja_env.globals["csp_nonce"] = csp_nonce
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    for name, value in PLAIN_HEADERS.items():
        response.headers.setdefault(name, value)
    if response.mimetype == "text/html":
        policy = _describe_policy(csp_nonce()) if "csp_nonce" in g else PLAIN_POLICY
        response.headers["Content-Security-Policy"] = policy
    # Pages show people and their numbers; a shared phone must not keep them.
    response.headers.setdefault("Cache-Control", "no-store")
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}"
    return response


def _describe_policy(nonce: str | None) -> str:
    own = f"'self' 'nonce-{nonce}'" if nonce else "'self'"
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {own}",
            f"style-src {own}",
            # blob: lets a chart be saved as a picture, data: is how it draws its own signs.
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


PLAIN_POLICY = _describe_policy(None)
"""For answers without scripts and styles of their own."""
