"""A file looked at before it is published: read, its process found, everything that keeps it from running."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from barzan.bpmn.findings import Finding, Refused, Severity
from barzan.bpmn.model import Kind, Process
from barzan.bpmn.reading import read
from barzan.decisions import queries as decisions
from barzan.people.models import Post, Unit
from barzan.process import registry
from barzan.process.core.checking import check
from barzan.process.core.compiling import compile as compiled
from barzan.process.forms import models_of
from barzan.process.models import Definition
from barzan.tasks.models import Body


@dataclass(frozen=True, slots=True)
class Checked:
    """``form`` is the compiled process, None where errors keep it from running; ``tables`` the hashes of the
    decisions it rests on, by key; ``calls`` the keys of the processes it calls.
    """

    source_hash: str
    process: Process | None
    findings: tuple[Finding, ...]
    form: Any = None
    tables: Mapping[str, str] = field(default_factory=dict)
    calls: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.severity is Severity.WARNING)


def place(finding: Finding) -> str:
    """By what the acceptance of a finding is kept: code and element."""
    return f"{finding.code}@{finding.element}"


@dataclass(frozen=True, slots=True)
class Coming:
    """Codes that a load is about to make: units, posts, bodies, decision tables, and what processes call."""

    units: Collection[str] = ()
    posts: Collection[str] = ()
    bodies: Collection[str] = ()
    decisions: Collection[str] = ()
    called: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def look_at(xml: bytes, key: str, coming: Coming | None = None) -> Checked:
    """What the file would be as the process ``key``; never raises for what is wrong with the file.

    Where a load is about to make a decision table it is not compiled yet.
    """
    coming = coming or Coming()
    digest = sha256(xml).hexdigest()
    try:
        document = read(xml)
        process = chosen(document.processes, key)
    except Refused as refused:
        return Checked(digest, None, refused.findings)
    calls = tuple(sorted({node.called for node in process.nodes if node.kind is Kind.CALL and node.called}))
    wanted = {node.decision for node in process.nodes if node.kind is Kind.RULE and node.decision}
    versions = decisions.current(wanted)
    findings = [
        *document.findings,
        *check(
            process,
            decisions={*versions, *coming.decisions},
            called={**_called(key, calls), **coming.called},
            actions=registry.known(),
        ),
        *_unknown_people(process, coming),
    ]
    tables = {name: version.content_hash for name, version in versions.items()}
    found = tuple(dict.fromkeys(findings))
    if any(each.severity is Severity.ERROR for each in found) or wanted - versions.keys():
        return Checked(digest, process, found, None, tables, calls)
    try:
        form = compiled(process, decisions=models_of(versions))
    except Refused as refused:
        found = tuple(dict.fromkeys((*found, *refused.findings)))
        return Checked(digest, process, found, None, tables, calls)
    return Checked(digest, process, found, form, tables, calls)


def chosen(processes: Iterable[Process], key: str) -> Process:
    """The process of a file that runs: the one whose id is ``key``, else the only executable one.

    Raises ``Refused`` where there is none, or several.
    """
    able = [process for process in processes if process.executable]
    named = [process for process in able if process.id == key]
    if len(able) == 1 or named:
        return (named or able)[0]
    if not able:
        raise Refused(
            [
                Finding(
                    "",
                    "no-process",
                    "در این پرونده فرایند اجراشدنی نیست؛ فرایندی بکشید و isExecutable آن را true کنید.",
                    "This file holds no executable process; draw one and set its isExecutable to true.",
                )
            ]
        )
    raise Refused(
        Finding(
            process.id,
            "several-processes",
            f"پرونده چند فرایند اجراشدنی دارد؛ تنها یکی بماند یا شناسهٔ یکی «{key}» باشد.",
            f"The file holds several executable processes; leave one, or let one have the id {key}.",
        )
        for process in able
    )


def _called(key: str, calls: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Which processes the published ones call, by key; ``key`` itself as it would be."""
    rows = Definition.objects.filter(current__isnull=False).values_list("key", "current__calls")
    return {name: tuple(called) for name, called in rows} | {key: tuple(calls)}


def _unknown_people(process: Process, coming: Coming) -> list[Finding]:
    """Findings for lanes and tasks that name a unit, post or body that the organisation does not have."""
    works = [(each.id, each.work) for each in (*process.lanes, *process.nodes)]
    found = []
    for attribute, model, made, fa, en in _PEOPLE:
        codes = {code for _, work in works if (code := getattr(work, attribute)) and not code.startswith("@")}
        codes -= set(getattr(coming, made))
        known = set(model.objects.filter(code__in=codes).values_list("code", flat=True)) if codes else set()
        found += [
            Finding(
                element,
                f"unknown-{attribute}",
                f"{fa} «{code}» در سازمان نیست؛ یکی از فهرست برگزینید.",
                f"There is no {en} {code} in the organisation; choose one of the list.",
            )
            for element, work in works
            if (code := getattr(work, attribute)) in codes and code not in known
        ]
    return found


_PEOPLE = (
    ("unit", Unit, "units", "واحد", "unit"),
    ("post", Post, "posts", "پست", "post"),
    ("body", Body, "bodies", "هیئت", "body"),
)
