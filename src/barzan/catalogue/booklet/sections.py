"""The pages of single services: title, requirements, flowchart boxes, taken apart by what each block says.

A section opens with the words «نمودار گردش کار» before, behind or above its title; with a heading or text
that repeats a title of the lists; or, its title lost, with a second heading of requirements.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz import fuzz, process

from barzan.catalogue.booklet.blocks import Block
from barzan.catalogue.booklet.model import Step
from barzan.catalogue.booklet.text import clean, key, small_number
from barzan.catalogue.booklet.words import is_requirements, names_flow, without_flow
from barzan.persian import latin_digits

_SIGNS = r"\-–•▪●■○◦*+►✓"
_ITEM = re.compile(
    rf"^[\s{_SIGNS}]*(?:"
    r"(?:\(\s*)?(?P<number>[0-9۰-۹]{1,3})\s*(?:[.\-)]|(?<=[0-9۰-۹]{2})\s)\s*"
    r"|(?:\(\s*)?(?:الف|[بپتثجچحخد])\s*[)\-.]\s*"
    rf"|[{_SIGNS}]\s+)(?P<text>.*)$"
)
_START, _END = "شروع", "پایان"
_SAME_TITLE = 90
_LETTERHEAD_ALIKE = 0.85
_LETTERHEAD_LIMIT = 60
_SENDER = re.compile(r"^(وزارت|بسمه|بسمالله|استانداری|استاداری)")
# A text at most this many lines above a heading of requirements may be the title of its section.
_TITLE_ABOVE = 6
# A text farther than this many blank lines from an item stands on its own.
_NEAR = 2


@dataclass
class Item:
    """One requirement as its lines come in."""

    number: int | None
    text: str
    line: int


@dataclass
class Draft:
    """A section while it is being read."""

    line: int
    office: str | None
    title: str = ""
    requirements_line: int | None = None
    items: list[Item] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    flow_line: int | None = None
    flow_open: bool = False
    flow_broken: bool = False
    flow_complete: bool = False
    plain: bool = False

    @property
    def is_bare(self) -> bool:
        """A heading without the words of a flowchart, and nothing of a service below it."""
        return self.plain and self.requirements_line is None and self.flow_line is None


def read_sections(
    body: Sequence[Block], offices: Sequence[str], deputies: Sequence[str], titles: Sequence[str]
) -> list[Draft]:
    """The sections of ``body``; ``offices``, ``deputies`` and ``titles`` are those of the lists."""
    return _Reader(titles).run(_without_letterheads(body, offices, deputies))


Part = tuple[Literal["office", "block"], str | None, Block]


def _without_letterheads(
    body: Sequence[Block], offices: Sequence[str], deputies: Sequence[str]
) -> Iterator[Part]:
    """Name the offices whose letterhead opens their sections; drop the letterheads of single pages."""
    names: dict[str, str | None] = {key(name): None for name in deputies} | {
        key(name): name for name in offices
    }
    index, below_sender = 0, False
    while index < len(body):
        block = body[index]
        if _is_sender(block):
            rest = tuple(line for line in block.lines if not _SENDER.match(key(line)))
            if names_flow(block.text):
                yield "block", None, Block("text", block.line, rest, gap=block.gap)
            index, below_sender = index + 1, True
            continue
        name, length = _letterhead(body, index, names)
        if not length:
            yield "block", None, block
        elif not below_sender:
            yield "office", name, block
        index, below_sender = index + (length or 1), False


def _is_sender(block: Block) -> bool:
    """The name of the ministry or governorate at the head of a page, alone or with what stands below it."""
    if block.kind != "text" or not _SENDER.match(key(block.lines[0])):
        return False
    return all(len(clean(line)) <= _LETTERHEAD_LIMIT for line in block.lines)


def _letterhead(body: Sequence[Block], index: int, names: dict[str, str | None]) -> tuple[str | None, int]:
    """The office whose name the next one to five short blocks make up together, and how many they are."""
    text = ""
    for length, block in enumerate(body[index : index + 5], start=1):
        if block.kind == "table" or len(block.text) > _LETTERHEAD_LIMIT or _special(block.text):
            break
        if _ITEM.match(block.lines[0]):
            break
        text = f"{text} {block.text}"
        found = process.extractOne(key(text), list(names), scorer=fuzz.ratio)
        if found and found[1] >= _LETTERHEAD_ALIKE * 100:
            return names[found[0]], length
    return None, 0


def _special(text: str) -> bool:
    return names_flow(text) or is_requirements(text) or key(text) in (_START, _END)


class _Reader:
    """``waiting``: the title may still go on; ``loose``: the last text that belongs to nothing yet."""

    def __init__(self, titles: Sequence[str]) -> None:
        self.titles = [key(title) for title in titles]
        self.office: str | None = None
        self.drafts: list[Draft] = []
        self.in_items = False
        self.waiting = False
        self.loose: Step | None = None

    def run(self, parts: Iterator[Part]) -> list[Draft]:
        for kind, name, block in parts:
            if kind == "office":
                self.office, self.in_items, self.waiting = name, False, False
            elif block.kind == "table":
                self._table(block)
            else:
                self._block(block)
        return self.drafts

    @property
    def now(self) -> Draft | None:
        return self.drafts[-1] if self.drafts else None

    def _block(self, block: Block) -> None:
        if names_flow(block.text, block.kind == "heading"):
            self._flowchart(block)
        elif self._goes_on(block):
            pass
        elif self._is_title(block):
            self._open(block.line, block.text)
            self.drafts[-1].plain = block.kind == "heading"
        else:
            for number, line in enumerate(block.lines):
                self._line(clean(line), block.line + number, block.gap if number == 0 else 0)

    def _table(self, block: Block) -> None:
        """A table right below the heading of requirements holds one item in each row under its head."""
        for row in block.rows[1:] if self.in_items else ():
            texts = [cell for cell in row.cells if key(cell) and small_number(cell) is None]
            numbers = [number for cell in row.cells if (number := small_number(cell)) is not None]
            if texts:
                self.drafts[-1].items.append(Item(next(iter(numbers), None), " – ".join(texts), row.line))

    def _open(self, line: int, title: str) -> None:
        self.drafts.append(Draft(line, self.office, title))
        self.in_items = False
        self.waiting = True

    def _flowchart(self, block: Block) -> None:
        """A title with the words around it; the words alone take the title printed just before or after."""
        title = without_flow(block.text, block.kind == "heading")
        now = self.now
        if not key(title) and now and self.waiting and key(now.title):
            return
        self._open(block.line, title)

    def _goes_on(self, block: Block) -> bool:
        """The rest of a title cut over blocks: right below it, before anything else of the section."""
        now = self.now
        if not (now and self.waiting) or _special(block.text) or _ITEM.match(block.lines[0]):
            return False
        longer = f"{now.title} {block.text}".strip()
        if key(now.title) and self._likeness(longer) < max(_SAME_TITLE - 15, self._likeness(now.title)):
            return False
        now.title = longer
        return True

    def _is_title(self, block: Block) -> bool:
        """A text that repeats a title of the lists, or a heading that says nothing else."""
        if _special(block.text) or (self.now and self.now.flow_open) or _ITEM.match(block.lines[0]):
            return False
        return self._likeness(block.text) >= _SAME_TITLE or (
            block.kind == "heading" and not is_requirements(block.text)
        )

    def _likeness(self, text: str) -> float:
        found = process.extractOne(key(text), self.titles, scorer=fuzz.ratio)
        return found[1] if found else 0.0

    def _line(self, text: str, line: int, gap: int) -> None:
        if not key(text) and not _ITEM.match(text):
            return
        if is_requirements(text):
            self._requirements(line)
        elif key(text) == _START:
            self._start(line)
        elif key(text) == _END and self.now and self.now.flow_line:
            self.now.flow_open, self.now.flow_complete, self.in_items = False, True, False
        elif self.now and self.now.flow_open:
            self._step(text, line, gap)
        elif self.in_items and self.now:
            self._item(self.now, text, line, gap)
        elif self.loose and gap == 0 and line - self.loose.line <= _TITLE_ABOVE:
            self.loose = Step(f"{self.loose.text} {text}", self.loose.line)
        else:
            self.loose = Step(text, line)

    def _requirements(self, line: int) -> None:
        """The heading of requirements; a second one opens a section whose title is lost."""
        now = self.now
        if now is None or now.requirements_line is not None or now.office != self.office:
            self._open(line, "")
            new = self.drafts[-1]
            if (
                now
                and now.office == self.office
                and now.flow_line
                and now.flow_line > (now.requirements_line or line)
            ):
                _move_flow(now, new)
            elif self.loose and line - self.loose.line <= _TITLE_ABOVE and len(self.loose.text.split()) > 2:
                new.title, new.line = self.loose.text, self.loose.line
        now = self.drafts[-1]
        now.requirements_line = line
        now.flow_broken, now.flow_open = now.flow_open, False
        self.in_items, self.waiting, self.loose = True, False, None

    def _start(self, line: int) -> None:
        if self.now is None or self.now.office != self.office:
            self._open(line, "")
        now = self.drafts[-1]
        if now.flow_line is not None:
            self._open(line, "")
            now = self.drafts[-1]
        now.flow_line, now.flow_open, self.in_items, self.waiting = line, True, False, False

    def _step(self, text: str, line: int, gap: int) -> None:
        steps = self.drafts[-1].steps
        if gap == 0 and steps and steps[-1].line >= line - 3 and key(steps[-1].text) != _START:
            steps[-1] = Step(f"{steps[-1].text} {text}", steps[-1].line)
        else:
            steps.append(Step(text, line))

    def _item(self, now: Draft, text: str, line: int, gap: int) -> None:
        """A numbered or bulleted line opens an item; a plain line near it goes on with the last one."""
        found = _ITEM.match(text)
        near = 0 if now.flow_broken else _NEAR
        if found:
            number = latin_digits(found["number"] or "")
            now.items.append(Item(int(number) if number else None, found["text"].strip(), line))
        elif now.items and gap <= near:
            last = now.items[-1]
            last.text = f"{last.text} {text}".strip()
        elif not now.items:
            now.items.append(Item(None, text, line))
        else:
            self.in_items, now.flow_open, now.flow_broken = False, now.flow_broken, False
            self._line(text, line, gap)


def _move_flow(old: Draft, new: Draft) -> None:
    """Boxes printed after the requirements of one section and before those of the next belong to the next."""
    new.steps, old.steps = old.steps, []
    new.flow_line, old.flow_line = old.flow_line, None
    new.flow_complete, old.flow_complete = old.flow_complete, False
    new.line = new.flow_line or new.line
