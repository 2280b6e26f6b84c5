"""Structured logs: one JSON object a line on standard error, without personal data.

Only the message template, never its arguments' personal values, should reach a logger: rooms log identifiers
of objects and counts. Request bodies, query strings and user names are not logged.
"""

import json
import logging
import os
import traceback
from datetime import UTC, datetime

_STANDARD = frozenset(vars(logging.makeLogRecord({})))
_DROPPED = frozenset({"request", "server_time"})


class JsonFormatter(logging.Formatter):
    """Formats a record as one line of JSON; ``extra`` fields become keys."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {
            key: value for key, value in vars(record).items() if key not in _STANDARD and key not in _DROPPED
        }
        if record.exc_info and record.exc_info[1]:
            line["exception"] = places(record.exc_info[1])
        # In ASCII, so that no sign in a path can begin what a reader of the log takes for another line.
        return json.dumps(line, default=str)


def places(error: BaseException) -> list[str]:
    """Kind and places of an error, innermost last, with those of its causes; never its message.

    A message may quote a row: PostgreSQL names the values that broke a constraint.
    """
    told = [type(error).__qualname__]
    told += [
        f"{each.filename}:{each.lineno} {each.name}" for each in traceback.extract_tb(error.__traceback__)
    ]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return (places(cause) if cause else []) + told


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "barzan.config.logging.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("BARZAN_LOG_LEVEL", "WARNING")},
    # django.server and axes print paths with query strings and user names: personal data.
    "loggers": {
        "barzan": {"level": os.environ.get("BARZAN_LOG_LEVEL", "INFO")},
        "axes": {"level": "ERROR"},
        "django.request": {"level": "ERROR"},
    },
}
