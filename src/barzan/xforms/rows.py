"""The answers of one filling in memory: a row for the root and one for each row of a repeat.

A row holds its values in lists by slot, so that an expression reads an answer with one look.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from barzan.persian.text import persian_digits
from barzan.xforms.limits import LIMITS, Limits
from barzan.xforms.model import ChoiceList
from barzan.xforms.values import moment_text

if TYPE_CHECKING:
    from barzan.xforms.scopes import Scope


class Failing(Exception):
    """An expression that cannot be reckoned with these answers; both sentences say why."""

    def __init__(self, fa: str, en: str) -> None:
        super().__init__(en)
        self.fa, self.en = fa, en


class Run:
    """What all rows of a filling share: the moment, the lists, the language, the work that is left.

    ``here`` is the row where the expression stands that is reckoned now, for those that ask from far inside.
    ``identity`` is that of the record: what is shuffled without a seed keeps its order for it.
    """

    __slots__ = (
        "draws",
        "here",
        "identity",
        "language",
        "left",
        "limits",
        "lists",
        "metadata",
        "moment",
        "now",
        "root",
        "seed",
        "today",
    )

    def __init__(
        self,
        moment: datetime.datetime,
        lists: Mapping[str, ChoiceList],
        metadata: Mapping[str, str],
        seed: int,
        language: str | None = None,
        limits: Limits = LIMITS,
    ) -> None:
        self.moment = moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
        self.now, self.today = moment_text(self.moment), self.moment.date().isoformat()
        self.lists, self.metadata, self.seed, self.language = lists, metadata, seed, language
        self.limits = limits
        self.left = limits.steps
        self.draws = 0
        self.identity = str(seed)
        self.root: Row
        self.here: Row

    def charge(self, steps: int) -> None:
        """Takes ``steps`` of the work that is left; raises ``Failing`` when there is none."""
        self.left -= steps
        if self.left < 0:
            most = persian_digits(str(self.limits.steps))
            raise Failing(
                f"محاسبهٔ فرم بیش از {most} گام می‌برد؛ عبارت‌هایی را که بر همهٔ ردیف‌ها می‌گذرند کم کنید.",
                f"Reckoning the form takes over {self.limits.steps} steps; ask less of all rows at once.",
            )

    def paid(self, text: str) -> str:
        """``text``, newly made, paid for by its length."""
        self.charge(len(text) >> 3)
        if len(text) > self.limits.text:
            most = persian_digits(str(self.limits.text))
            raise Failing(
                f"متنی بیش از {most} نویسه ساخته می‌شود؛ آن را کوتاه کنید.",
                f"A text of over {self.limits.text} characters comes about; shorten it.",
            )
        return text

    def drawn(self, row: Row, salt: str) -> int:
        """128 random bits: the same for the same seed, row and expression, so that reckoning again agrees."""
        return _bits(f"{self.seed}/{self.draws}/{row.place()}/{salt}")

    def order(self, row: Row, salt: str) -> float:
        """The seed of a shuffle that is given none: the same for the record, row and expression."""
        return float(_bits(f"{self.identity}/{row.place()}/{salt}") >> 97)


def _bits(key: str) -> int:
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:16], "big")


class Row:
    """``seen`` is what expressions read (empty where not relevant), ``kept`` what was answered.

    ``on`` is the relevance by switch; ``subs`` the rows of each repeat inside; ``index`` counts from one.
    """

    __slots__ = ("index", "kept", "on", "run", "scope", "seen", "subs", "up")

    def __init__(self, scope: Scope, up: Row | None, run: Run, kept: list[str]) -> None:
        self.scope, self.up, self.run = scope, up, run
        self.kept = kept
        self.seen = kept.copy()
        self.on = [True] * scope.switches
        self.subs: list[list[Row]] = [[] for _ in scope.subs]
        self.index = 1

    @property
    def row(self) -> Row:
        return self

    def place(self) -> str:
        """Its place in words: ``/data/member[2]``."""
        if self.up is None:
            return self.scope.node.path
        above = self.scope.slots[0].node.path.removeprefix(self.up.scope.node.path)
        return f"{self.up.place()}{above}[{self.index}]"

    def order(self) -> tuple[int, ...]:
        """Where it stands in the document."""
        above = () if self.up is None else self.up.order()
        return (*above, self.scope.slots[0].outer, self.index)


class Spot:
    """What a predicate looks at: ``node`` is (row, slot) or a row of a list; ``row`` where it began."""

    __slots__ = ("node", "position", "row", "run", "size")

    def __init__(self, node: Any, row: Row, position: int, size: int) -> None:
        self.node, self.row, self.position, self.size = node, row, position, size
        self.run = row.run
