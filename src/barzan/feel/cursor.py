"""The place where a parser stands in a text, what is next, and what is wrong there."""

from __future__ import annotations

from collections.abc import Iterable

from barzan.feel import lexing
from barzan.feel.errors import FeelError
from barzan.feel.lexing import Kind, Token
from barzan.feel.limits import LIMITS, Limits
from barzan.feel.names import Known, glued
from barzan.feel.nodes import Node, TypeName


class Cursor:
    """A text as tokens and a place in it; what is asked for is taken, or a ``FeelError`` raised."""

    def __init__(self, text: str, names: Iterable[str] = (), limits: Limits = LIMITS) -> None:
        self.text, self.limits = text, limits
        self.read = lexing.tokens(text, limits)
        self.at = 0
        self.nested = 0
        self.known = Known(names)

    # --- what is next ---

    @property
    def next(self) -> Token:
        return self.read[self.at]

    def sees(self, *texts: str) -> bool:
        """Whether the next token is one of these signs or keywords."""
        token = self.read[self.at]
        return token.text in texts and token.kind in (Kind.SYMBOL, Kind.NAME)

    def take(self) -> Token:
        token = self.read[self.at]
        if token.kind is not Kind.END:
            self.at += 1
        return token

    def passes(self, *texts: str) -> bool:
        """Takes the next token if it is one of these."""
        if self.sees(*texts):
            self.at += 1
            return True
        return False

    def expect(self, *texts: str) -> Token:
        if self.sees(*texts):
            return self.take()
        wanted = " یا ".join(texts), " or ".join(texts)
        found = self.next
        if found.kind is Kind.END:
            raise self.error(
                f"عبارت پیش از پایان قطع شده است؛ {wanted[0]} را بیفزایید.",
                f"The expression ends too early; add {wanted[1]}.",
            )
        raise self.error(
            f"در اینجا {wanted[0]} می‌بایست باشد نه «{found.text}»؛ آن را بیفزایید یا این را درست کنید.",
            f"Here {wanted[1]} should stand, not “{found.text}”; add it or correct “{found.text}”.",
        )

    def error(self, fa: str, en: str, code: str = "feel.syntax") -> FeelError:
        return lexing.error(self.text, self.next.start, fa, en, code)

    def checked(self, node: Node) -> Node:
        if node.height > 2 * self.limits.depth:
            raise self.too_deep()
        return node

    def too_deep(self) -> FeelError:
        return self.error(
            f"عبارت بیش از {self.limits.depth} لایه در هم دارد؛ آن را به چند عبارت جدا بشکنید.",
            f"The expression is nested more than {self.limits.depth} deep; split it into several.",
            "feel.size",
        )

    def finish(self) -> None:
        """Nothing may be left."""
        if self.next.kind is Kind.END:
            return
            raise self.error(
                "برابری با یک = نوشته می‌شود؛ = دوم را بردارید.", "Equality is one =; remove the second."
            )
        found = self.next.text
        raise self.error(
            f"«{found}» پس از پایان عبارت آمده است؛ عملگری پیش از آن بگذارید یا آن را بردارید. "
            "نامی که فاصله یا علامت دارد باید از پیش شناخته باشد.",
            f"“{found}” stands after the end of the expression; put an operator before it or remove it. "
            "A name with spaces or signs must be known beforehand.",
        )

    def name(self) -> str:
        """A name: the longest known one, else the words that stand side by side."""
        if found := self.known.longest(self.read, self.at):
            self.at += found[0]
            return found[1]
        if self.next.kind is not Kind.NAME:
            raise self.error(
                f"در اینجا نامی می‌بایست باشد نه «{self.next.text}»؛ نامی با حرف آغازشده بنویسید.",
                f"Here a name should stand, not “{self.next.text}”; write one that begins with a letter.",
            )
        words = 1 if self.next.text == "?" else glued(self.read, self.at)
        found_words = self.read[self.at : self.at + words]
        self.at += words
        return " ".join(word.text for word in found_words)

    def type(self) -> TypeName:
        self.nested += 1
        if self.nested > self.limits.depth:
            raise self.too_deep()
        name = "function" if self.passes("function") else "null" if self.passes("null") else self.name()
        while self.passes("."):
            name += "." + self.name()
        found = self._generic(name) if self.passes("<") else TypeName(name)
        self.nested -= 1
        return found

    def _generic(self, name: str) -> TypeName:
        arguments: list[TypeName] = []
        members: list[tuple[str, TypeName]] = []
        while not self.passes(">"):
            if arguments or members:
                self.expect(",", ">")
            if name == "context":
                key = self.name()
                self.expect(":")
                members.append((key, self.type()))
            else:
                arguments.append(self.type())
        result = self.type() if name == "function" and self.passes("->") else None
        return TypeName(name, tuple(arguments), tuple(members), result)
