"""Regular expressions of ``matches``, ``replace`` and ``split`` (XPath and XQuery functions 3.1, 5.6).

Our own, because authors write them and they run against texts of others: every step is paid (``matching``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from barzan.feel import characters
from barzan.feel.characters import CharTest
from barzan.feel.errors import Failing
from barzan.feel.matching import Again, Edge, Jump, Moved, Program, Save, Set, Split, Step
from barzan.feel.running import Run

_MOST_STEPS = 5_000
_MOST_NESTED = 40
_COUNTS = re.compile(r"\{([0-9]{1,4})(?:(,)([0-9]{1,4})?)?\}")


def _refused(pattern: str, at: int) -> Failing:
    return Failing(
        f"الگو در نویسهٔ {at + 1} درست نیست؛ نشانه‌ای را که خودش منظور است با \\ بنویسید.",
        f"The pattern is not right at character {at + 1}; write a sign that is meant itself after a \\.",
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a pattern: ``emit`` adds its steps to a writer."""

    emit: Callable[[_Writer], None]


class _Writer:
    """Steps as they are made; a pattern that would become too long is refused."""

    def __init__(self, groups: int) -> None:
        self.steps: list[Step] = []
        self.slots = 2 * groups + 2

    def add(self, step: Step) -> int:
        if len(self.steps) >= _MOST_STEPS:
            raise Failing("الگو بیش از اندازه بزرگ است.", "The pattern is too large.")
        self.steps.append(step)
        return len(self.steps) - 1

    def slot(self) -> int:
        self.slots += 1
        return self.slots - 1


class _Reader:
    def __init__(self, pattern: str, flags: str) -> None:
        self.pattern, self.at, self.nested = pattern, 0, 0
        self.groups, self.closed = 0, set[int]()
        self.caseless, self.lines, self.all = "i" in flags, "m" in flags, "s" in flags

    def sees(self, char: str) -> bool:
        return self.pattern.startswith(char, self.at)

    def passes(self, char: str) -> bool:
        if self.sees(char):
            self.at += len(char)
            return True
        return False

    def take(self) -> str:
        if self.at >= len(self.pattern):
            raise self.refused()
        self.at += 1
        return self.pattern[self.at - 1]

    def refused(self) -> Failing:
        return _refused(self.pattern, min(self.at, len(self.pattern)))

    def choices(self) -> _Part:
        """Branches between bars."""
        self.nested += 1
        if self.nested > _MOST_NESTED:
            raise Failing("الگو بیش از اندازه در هم است.", "The pattern is nested too deep.")
        branches = [self.branch()]
        while self.passes("|"):
            branches.append(self.branch())
        self.nested -= 1
        return branches[0] if len(branches) == 1 else _Part(lambda writer: _emit_choices(writer, branches))

    def branch(self) -> _Part:
        parts: list[_Part] = []
        while self.at < len(self.pattern) and not self.sees("|") and not self.sees(")"):
            parts.append(self.counted(self.atom()))

        def emit(writer: _Writer) -> None:
            for part in parts:
                part.emit(writer)

        return _Part(emit)

    def counted(self, part: _Part) -> _Part:
        least, most = self.counts()
        if (least, most) == (1, 1):
            return part
        lazy = self.passes("?")
        if self.at < len(self.pattern) and self.pattern[self.at] in "?*+{":
            raise self.refused()
        return _Part(lambda writer: _emit_repeat(writer, part, least, most, lazy))

    def counts(self) -> tuple[int, int | None]:
        if self.passes("?"):
            return 0, 1
        if self.passes("*"):
            return 0, None
        if self.passes("+"):
            return 1, None
        if not self.sees("{"):
            return 1, 1
        match = _COUNTS.match(self.pattern, self.at)
        if not match:
            raise self.refused()
        least = int(match[1])
        most = None if match[2] and not match[3] else int(match[3] or match[1])
        if most is not None and most < least:
            raise self.refused()
        self.at = match.end()
        # {1} is a count as well: what follows it may not be another one.
        if (least, most) == (1, 1) and self.at < len(self.pattern) and self.pattern[self.at] in "*+{":
            raise self.refused()
        return least, most

    def atom(self) -> _Part:
        char = self.take()
        if char == "(":
            return self.group()
        if char == "[":
            return self.set(self.char_class())
        if char == ".":
            return self.set((lambda one: True) if self.all else (lambda one: one not in "\n\r"))
        if char in "^$":
            edge = Edge(char == "$", self.lines)
            return _Part(lambda writer: _add(writer, edge))
        if char == "\\":
            return self.escape()
        if char in "?*+{}])":
            self.at -= 1
            raise self.refused()
        return self.set(self.one(char))

    def one(self, char: str) -> CharTest:
        return characters.caseless(characters.one(char)) if self.caseless else characters.one(char)

    def set(self, test: CharTest) -> _Part:
        step = Set(test)
        return _Part(lambda writer: _add(writer, step))

    def group(self) -> _Part:
        if self.passes("?"):
            if not self.passes(":"):
                raise self.refused()
            inner = self.choices()
        else:
            self.groups += 1
            inner = self.captured(self.groups)
        if not self.passes(")"):
            raise self.refused()
        return inner

    def captured(self, number: int) -> _Part:
        inner = self.choices()
        self.closed.add(number)

        def emit(writer: _Writer) -> None:
            writer.add(Save(2 * number))
            inner.emit(writer)
            writer.add(Save(2 * number + 1))

        return _Part(emit)

    def escape(self) -> _Part:
        char = self.take()
        if char in "123456789":
            return self.again(char)
        return self.set(self.escaped(char))

    def again(self, digit: str) -> _Part:
        number = int(digit)
        while self.at < len(self.pattern) and self.pattern[self.at] in "0123456789":
            longer = number * 10 + int(self.pattern[self.at])
            if longer > self.groups:
                break
            number, self.at = longer, self.at + 1
        if number not in self.closed:
            raise self.refused()
        same = _same_caseless if self.caseless else str.__eq__
        return _Part(lambda writer: _add(writer, Again(number, same)))

    def escaped(self, char: str) -> CharTest:
        if char in "pP":
            end = self.pattern.find("}", self.at)
            if not self.passes("{") or end < 0:
                raise self.refused()
            test = characters.category(self.pattern[self.at : end])
            self.at = end + 1
            return characters.denied(test) if char == "P" else test
        found = characters.escaped(char)
        if found is None:
            raise self.refused()
        return self.one(found) if isinstance(found, str) else found

    def char_class(self) -> CharTest:
        """After ``[``: ranges and sets, ``^`` before them denies, ``-[…]`` at the end takes away."""
        self.nested += 1
        if self.nested > _MOST_NESTED:
            raise self.refused()
        denies = self.passes("^")
        tests: list[CharTest] = []
        without: CharTest | None = None
        while not self.passes("]"):
            if tests and self.passes("-["):
                without = self.char_class()
                if not self.passes("]"):
                    raise self.refused()
                break
            tests.append(self.member(first=not tests))
        self.nested -= 1
        if not tests:
            raise self.refused()
        test = characters.any_of(tests)
        if self.caseless:
            test = characters.caseless(test)
        if denies:
            test = characters.denied(test)
        return test if without is None else _minus(test, without)

    def member(self, *, first: bool) -> CharTest:
        begin = self.end_of_range(first)
        if not isinstance(begin, str):
            return begin
        if not self.sees("-") or self.pattern[self.at + 1 : self.at + 2] in ("]", "["):
            return characters.one(begin)
        self.at += 1
        end = self.end_of_range(False)
        if not isinstance(end, str) or end < begin:
            raise self.refused()
        return characters.between(begin, end)

    def end_of_range(self, first: bool) -> str | CharTest:
        char = self.take()
        if char == "\\":
            after = self.take()
            found = characters.escaped(after)
            return found if isinstance(found, str) else self.escaped(after)
        if char == "[" or (char == "-" and not first and not self.sees("]")):
            raise self.refused()
        return char


def _minus(test: CharTest, without: CharTest) -> CharTest:
    return lambda char: test(char) and not without(char)


def _same_caseless(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _add(writer: _Writer, step: Step) -> None:
    writer.add(step)


def _emit_choices(writer: _Writer, branches: list[_Part]) -> None:
    ends = []
    for branch in branches[:-1]:
        split = writer.add(Split(0, 0))
        branch.emit(writer)
        ends.append(writer.add(Jump(0)))
        writer.steps[split] = Split(split + 1, len(writer.steps))
    branches[-1].emit(writer)
    for end in ends:
        writer.steps[end] = Jump(len(writer.steps))


def _emit_repeat(writer: _Writer, part: _Part, least: int, most: int | None, lazy: bool) -> None:
    for _ in range(least):
        part.emit(writer)
    if most is None:
        _emit_loop(writer, part, lazy)
        return
    splits = []
    for _ in range(most - least):
        splits.append(writer.add(Split(0, 0)))
        part.emit(writer)
    for split in splits:
        _aim(writer, split, lazy)


def _emit_loop(writer: _Writer, part: _Part, lazy: bool) -> None:
    slot = writer.slot()
    split = writer.add(Split(0, 0))
    writer.add(Save(slot))
    part.emit(writer)
    writer.add(Moved(slot))
    writer.add(Jump(split))
    _aim(writer, split, lazy)


def _aim(writer: _Writer, split: int, lazy: bool) -> None:
    into, past = split + 1, len(writer.steps)
    writer.steps[split] = Split(past, into) if lazy else Split(into, past)


@lru_cache(maxsize=256)
def compiled(pattern: str, flags: str) -> Program:
    """The program of ``pattern`` under the flags s, m, i, x, q. Raises ``Failing`` for what is no pattern."""
    if set(flags) - set("smixq"):
        raise Failing("پرچم‌های الگو تنها s، m، i، x و q است.", "The flags of patterns are s, m, i, x and q.")
    if "q" in flags:
        pattern = re.sub(r"([\\|.?*+(){}\[\]^$-])", r"\\\1", pattern)
    elif "x" in flags:
        pattern = _without_spaces(pattern)
    reader = _Reader(pattern, flags)
    tree = reader.choices()
    if reader.at < len(pattern):
        raise reader.refused()
    writer = _Writer(reader.groups)
    tree.emit(writer)
    return Program(tuple(writer.steps), reader.groups, writer.slots)


def _without_spaces(pattern: str) -> str:
    kept, inside = [], 0
    for place, char in enumerate(pattern):
        if char in "[]" and pattern[place - 1 : place] != "\\":
            inside += 1 if char == "[" else -1
        if inside or char not in " \t\n\r":
            kept.append(char)
    return "".join(kept)


def replaced(text: str, program: Program, replacement: str, flags: str, run: Run) -> str:
    """``text`` with every match replaced; ``$1`` is what the first group took. Raises ``Failing``."""
    _refuse_empty(program, run)
    pieces = [replacement] if "q" in flags else _pieces(replacement, program.groups)
    found: list[str] = []
    at, length = 0, 0
    while (match := program.search(text, at, run.charge)) is not None:
        found.append(text[at : match[0]])
        for piece in pieces:
            found.append(piece if isinstance(piece, str) else _taken(text, match, piece))
            length += len(found[-1])
        if length > run.limits.string:
            run.paid("".join(found))
        at = match[1]
    return "".join(found) + text[at:]


def _taken(text: str, match: Sequence[int], number: int) -> str:
    return text[match[2 * number] : match[2 * number + 1]] if match[2 * number + 1] >= 0 else ""


def _pieces(replacement: str, groups: int) -> list[str | int]:
    pieces: list[str | int] = []
    for match in re.finditer(r"\$([0-9]+)|\\([\\$])|([^$\\]+)|(.)", replacement, re.DOTALL):
        if match[4]:
            raise Failing(
                "در متن جایگزین \\ و $ را با یک \\ پیش از آن بنویسید.",
                "In a replacement write \\ and $ with a \\ before them.",
            )
        pieces += _group(match[1], groups) if match[1] else [match[2] or match[3]]
    return pieces


def _group(digits: str, groups: int) -> list[str | int]:
    """``$12`` is group twelve where there are so many, else group one and a 2."""
    take = 1
    while take < len(digits) and int(digits[: take + 1]) <= groups:
        take += 1
    number = int(digits[:take])
    return [number if number <= groups else "", digits[take:]]


def _refuse_empty(program: Program, run: Run) -> None:
    if program.search("", 0, run.charge) is not None:
        raise Failing(
            "الگو متن تهی را نیز می‌پذیرد؛ الگویی بنویسید که دست‌کم یک نویسه بگیرد.",
            "The pattern matches the empty text as well; write one that takes a character at least.",
        )


def divided(text: str, program: Program, run: Run) -> tuple[str, ...]:
    """The pieces of ``text`` between the matches. Raises ``Failing``."""
    _refuse_empty(program, run)
    found = []
    at = 0
    while (match := program.search(text, at, run.charge)) is not None:
        found.append(text[at : match[0]])
        at = match[1]
    return (*found, text[at:])
