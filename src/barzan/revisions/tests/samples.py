"""Sample records for the generated access test: drafts and services of an office, editions for everybody."""

from __future__ import annotations

from itertools import count
from typing import Any

from barzan.access.tests.samples import Sample, Where
from barzan.access.values import system_actor
from barzan.catalogue.tests.factories import make_service
from barzan.revisions import actions

_number = count(1)
WRITER = system_actor("test")


def draft(where: Where) -> Sample:
    service = make_service(f"RV-{next(_number):04}", where.unit)
    return Sample({"pk": actions.open_draft(WRITER, service).pk}, service.target)


def service(where: Where) -> Sample:
    made = make_service(f"RV-{next(_number):04}", where.unit)
    return Sample({"code": made.code}, made.target)


def edition(where: Where) -> Sample:
    make_service(f"RV-{next(_number):04}", where.unit)
    return Sample({"number": actions.publish_edition(WRITER, title="ویراست آزمون").number})


def versions(where: Where) -> Sample:
    made: Any = service(where)
    return Sample({**made.arguments, "old": 1, "new": 1})


SAMPLES = {
    **{f"revisions:{name}": draft for name in ("draft", "edit", "history", "preview", "decide", "undo")},
    **{
        f"revisions:{name}": service
        for name in ("service", "edit-service", "retire", "restore", "move", "merge", "split", "split-now")
    },
    **{f"editions:{name}": edition for name in ("edition", "changes", "json")},
    "editions:version-changes": versions,
}
