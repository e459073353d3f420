"""Pages of other sites: none may call the API from a browser but those that a setting names."""

from __future__ import annotations

from flask import Response, current_app, request

from tracker.config import ORIGINS_KEY

MAY_SEND = "Authorization, Content-Type, If-Match, If-None-Match"
MAY_READ = (
    "ETag, Link, Location, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset"
)
TEN_MINUTES = 600


def allow_origin(response: Response) -> Response:
    """Let a page of a named site read the answer; cookies are never part of it."""
    allowed = current_app.config[ORIGINS_KEY]
    if not allowed:
        return response
    response.vary.add("Origin")
    origin = request.headers.get("Origin")
    if origin not in allowed:
        return response
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = MAY_READ
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
        response.headers["Access-Control-Allow-Headers"] = MAY_SEND
        response.headers["Access-Control-Max-Age"] = str(TEN_MINUTES)
    return response
