"""Keep addresses that are secrets out of the logs."""

from __future__ import annotations

import logging
import re

from flask import Flask

_SECRET = re.compile(r"(/(?:feed|collect)/)[^/\s?\]]+")
_LOGGERS = ("waitress", "werkzeug")
"""Besides the application's own: the servers' for use (a client hung up) and for development."""


def hide_secrets(record: logging.LogRecord) -> bool:
    """Take the secret out of a line of the log; the line itself stays."""
    message = record.getMessage()
    if _SECRET.search(message):
        record.msg, record.args = _SECRET.sub(r"\1…", message), ()
    return True


def init_app(app: Flask) -> None:
    """Watch over what is logged."""
    for logger in (app.logger, *map(logging.getLogger, _LOGGERS)):
        if hide_secrets not in logger.filters:
            logger.addFilter(hide_secrets)
