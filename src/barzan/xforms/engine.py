"""Answers in memory and their reckoning: all at once, or only what a change reaches."""

from __future__ import annotations

import heapq
from collections.abc import Iterable

from barzan.persian.text import persian_digits
from barzan.xforms import codes
from barzan.xforms.planning import Plan, Rule, Set
from barzan.xforms.rows import Failing, Row, Run
from barzan.xforms.scopes import Scope, Slot

FAILURES = (Failing, ArithmeticError, ValueError, RecursionError)
_FA = "عبارت این پرسش را نمی‌توان حساب کرد؛ آن را ساده کنید."
_EN = "The expression of this question cannot be reckoned; simplify it."


def sentences(error: BaseException) -> tuple[str, str]:
    return (error.fa, error.en) if isinstance(error, Failing) else (_FA, _EN)


class Engine:
    """The rows of one filling. ``judging``: answers of others are judged, so nothing is set by events and
    calculations that change from time to time stay as they came."""

    def __init__(self, plan: Plan, run: Run, judging: bool = False) -> None:
        self.plan, self.run, self.judging = plan, run, judging
        self.cells = 0
        self.failures: dict[tuple[Row, Slot, str], tuple[str, str]] = {}
        self.events: list[tuple[Set, Row]] = []
        self._marks: dict[int, dict[Row, None]] = {}
        self._heap: list[int] = []
        self._following = False
        self._at = -1
        self.root = run.root = self._row(plan.layout.root, None)

    # rows

    def _row(self, scope: Scope, up: Row | None) -> Row:
        self.cells += len(scope.slots)
        if self.cells > self.run.limits.cells:
            most = persian_digits(str(self.run.limits.cells))
            raise Failing(
                f"پاسخ‌ها بیش از {most} خانه دارد؛ ردیف‌های تکرارها را کم کنید.",
                f"The answers have over {self.run.limits.cells} cells; use fewer rows in repeats.",
            )
        return Row(scope, up, self.run, scope.blank.copy())

    def grow(self, up: Row, inner: Scope, *, inside: bool = True) -> Row:
        """A new row at the end of a repeat; ``inside``: with one row in each repeat inside."""
        rows = up.subs[inner.sub]
        if len(rows) >= self.run.limits.rows:
            most = persian_digits(str(self.run.limits.rows))
            raise Failing(
                f"یک تکرار بیش از {most} ردیف نمی‌گیرد.",
                f"A repeat takes no more than {self.run.limits.rows} rows.",
            )
        row = self._row(inner, up)
        rows.append(row)
        row.index = len(rows)
        if not self._open(row):
            self._flip(row, 0, False)
        if inside:
            for scope in inner.subs:
                if scope not in self.plan.counts:
                    self.grow(row, scope)
        return row

    def _open(self, row: Row) -> bool:
        """Whether the repeat of ``row`` is relevant."""
        assert row.up is not None  # noqa: S101  (asked of rows of repeats)
        return row.up.on[row.up.scope.slots[row.scope.slots[0].outer].switch]

    def added(self, row: Row) -> None:
        """Sets what a new row begins with and has everything in it reckoned."""
        assert row.up is not None  # noqa: S101  (asked of rows of repeats)
        if not self.judging:
            for one in self._rows_below(row):
                self._fire("odk-new-repeat", one)
        self.touched(row.scope.slots[0], row.up)
        for one in self._rows_below(row):
            for rule in self.plan.by_scope.get(one.scope, ()):
                self.mark(rule, (one,))

    def _rows_below(self, row: Row) -> list[Row]:
        found, stack = [], [row]
        while stack:
            one = stack.pop()
            found.append(one)
            stack.extend(inner for rows in one.subs for inner in rows)
        return found

    def removed(self, up: Row, inner: Scope, keep: list[Row]) -> None:
        """``keep`` are the rows of a repeat that stay."""
        rows = up.subs[inner.sub]
        gone = [one for row in rows if row not in keep for one in self._rows_below(row)]
        for one in gone:
            self.cells -= len(one.scope.slots)
        if self.failures:
            lost = set(gone)
            self.failures = {key: why for key, why in self.failures.items() if key[0] not in lost}
        rows[:] = keep
        for at, row in enumerate(rows, 1):
            row.index = at
        self.touched(inner.slots[0], up)

    def rows_of(self, scope: Scope, under: Row) -> list[Row]:
        """All rows of ``scope`` below ``under`` (or ``under`` itself)."""
        line: list[Scope] = []
        one = scope
        while one is not under.scope:
            line.append(one)
            assert one.up is not None  # noqa: S101  (under is on the way up)
            one = one.up
        rows = [under]
        for one in reversed(line):
            at = one.sub
            rows = [inner for row in rows for inner in row.subs[at]]
        return rows

    # values

    def put(self, row: Row, slot: Slot, text: str) -> None:
        """Stores an answer or the value of an action."""
        row.kept[slot.index] = text
        if row.on[slot.switch] and row.seen[slot.index] != text:
            row.seen[slot.index] = text
            self.touched(slot, row)

    def touched(self, slot: Slot, row: Row) -> None:
        """What is seen at ``slot`` has changed: the rules that read it are reckoned, its events happen."""
        if not self._following:
            return
        for rule, depth in self.plan.edges.get(slot, ()):
            anchor = row
            while anchor.scope.depth > depth:
                assert anchor.up is not None  # noqa: S101  (depth is that of a scope above)
                anchor = anchor.up
            self.mark(rule, self.rows_of(rule.scope, anchor))
        if not self.judging:
            self.events += [(one, row) for one in self.plan.triggers.get(slot, ())]

    def mark(self, rule: Rule, rows: Iterable[Row]) -> None:
        # What comes earlier in the order has its value by now; in a circle one round is all there is.
        if not self._following or rule.order <= self._at:
            return
        marked = self._marks.get(rule.order)
        if marked is None:
            marked = self._marks[rule.order] = {}
            heapq.heappush(self._heap, rule.order)
        for row in rows:
            marked[row] = None

    # reckoning

    def whole(self) -> None:
        """Reckons everything, in order."""
        self._following = False
        for order, step in enumerate(self.plan.steps):
            if order in self.plan.circles:
                self._circle(step)
            else:
                self._reckon(step[0], self.rows_of(step[0].scope, self.root))
        self._following = True

    def settle(self) -> None:
        """Reckons what is marked, then lets the events happen that this set off, and so on."""
        for _ in range(self.run.limits.rounds):
            self._drain()
            if not self.events:
                return
            events, self.events = self.events, []
            for one, row in dict.fromkeys(events):
                self._set(one, row)
        self._drain()
        self.events = []

    def _drain(self) -> None:
        while self._heap:
            self._at = heapq.heappop(self._heap)
            rows, step = self._marks.pop(self._at), self.plan.steps[self._at]
            if self._at in self.plan.circles:
                self._circle(step)
            else:
                self._reckon(step[0], [row for row in rows if self._stands(row)])
        self._at = -1

    def _circle(self, step: list[Rule]) -> None:
        """Rules that read each other: once, row by row, so that what reads earlier rows comes out right."""
        deepest = max((rule.scope for rule in step), key=lambda scope: scope.depth)
        if all(rule.scope is deepest for rule in step):
            for row in self.rows_of(deepest, self.root):
                for rule in step:
                    self._reckon(rule, [row])
            return
        for rule in step:
            self._reckon(rule, self.rows_of(rule.scope, self.root))

    def _stands(self, row: Row) -> bool:
        """Whether ``row`` has not been taken away meanwhile."""
        while row.up is not None:
            rows = row.up.subs[row.scope.sub]
            if row.index > len(rows) or rows[row.index - 1] is not row:
                return False
            row = row.up
        return True

    def _reckon(self, rule: Rule, rows: list[Row]) -> None:
        if rule.kind == "calculate":
            self._calculate(rule, rows)
        elif rule.kind == "relevant":
            self._switch(rule, rows)
        else:
            for row in rows:
                self._count(rule, row)

    def _calculate(self, rule: Rule, rows: list[Row]) -> None:
        slot, reckon = rule.slot, rule.gives
        index, switch = slot.index, slot.switch
        stays = self.judging and rule.changing
        for row in rows:
            if not row.on[switch] or (stays and row.kept[index]):
                continue
            try:
                text = reckon(row)
            except FAILURES as error:
                self.failures[row, slot, "calculate"] = sentences(error)
                text = ""
            else:
                if self.failures:
                    self.failures.pop((row, slot, "calculate"), None)
            if text != row.kept[index]:
                row.kept[index] = row.seen[index] = text
                self.touched(slot, row)

    def _switch(self, rule: Rule, rows: list[Row]) -> None:
        slot, holds = rule.slot, rule.gives
        assert slot.own is not None  # noqa: S101  (a rule of relevance has a switch)
        own, above = slot.own, rule.scope.switch_up[slot.own]
        for row in rows:
            try:
                on = row.on[above] and holds(row)
            except FAILURES as error:
                self.failures[row, slot, "relevant"] = sentences(error)
                on = row.on[above]
            else:
                if self.failures:
                    self.failures.pop((row, slot, "relevant"), None)
            if on != row.on[own]:
                self._flip(row, own, on)

    def _flip(self, row: Row, switch: int, on: bool) -> None:
        """Relevance of what ``switch`` governs changes: answers appear or disappear."""
        row.on[switch] = on
        scope, kept, seen = row.scope, row.kept, row.seen
        for index in scope.governed[switch]:
            text = kept[index] if on else ""
            if seen[index] != text:
                seen[index] = text
                self.touched(scope.slots[index], row)
        for below in scope.below[switch]:
            self._flip_below(row, below, on)
        for inner in scope.repeats[switch]:
            for one in row.subs[inner.sub]:
                self._flip(one, 0, on)
            self.touched(inner.slots[0], row)
        if on and self._following:
            self._wake(row, switch)

    def _flip_below(self, row: Row, switch: int, on: bool) -> None:
        """A switch below goes off at once; whether it comes on is its own to say."""
        if not on and row.on[switch]:
            self._flip(row, switch, False)
        rule = self.plan.switches.get((row.scope, switch))
        if on and rule is not None:
            self.mark(rule, (row,))

    def _wake(self, row: Row, switch: int) -> None:
        """Calculations and counts that slept while they were not relevant."""
        scope = row.scope
        for index in scope.governed[switch]:
            rule = self.plan.calculations.get(scope.slots[index])
            if rule is not None:
                self.mark(rule, (row,))
        for inner in scope.repeats[switch]:
            if inner in self.plan.counts:
                self.mark(self.plan.counts[inner], (row,))

    def _count(self, rule: Rule, row: Row) -> None:
        inner = rule.slot.inner
        assert inner is not None  # noqa: S101  (a rule of counts belongs to a repeat)
        if not row.on[rule.slot.switch]:
            return
        try:
            wanted = self.wanted(rule, row)
            rows = row.subs[inner.sub]
            if len(rows) > wanted:
                self.removed(row, inner, rows[:wanted])
            while len(rows) < wanted:
                self.added(self.grow(row, inner))
        except FAILURES as error:
            self.failures[row, rule.slot, "count"] = sentences(error)
        else:
            if self.failures:
                self.failures.pop((row, rule.slot, "count"), None)

    def wanted(self, rule: Rule, row: Row) -> int:
        """How many rows a repeat must have."""
        number = rule.gives(row)
        if number != number or number < 0:
            return 0
        if number > self.run.limits.rows:
            most = persian_digits(str(self.run.limits.rows))
            raise Failing(
                f"یک تکرار بیش از {most} ردیف نمی‌گیرد.",
                f"A repeat takes no more than {self.run.limits.rows} rows.",
            )
        return int(number)

    # events

    def first_load(self) -> None:
        for one in self.plan.sets:
            if {"odk-instance-first-load", "xforms-ready"} & set(one.action.events):
                for row in self.rows_of(one.target.scope, self.root):
                    self._store(one, row)

    def _fire(self, event: str, row: Row) -> None:
        """``odk-new-repeat`` in a new row: what is set inside it."""
        for one in self.plan.sets:
            if event in one.action.events and one.target.scope is row.scope:
                self._store(one, row)

    def _set(self, one: Set, row: Row) -> None:
        """Sets the target of an action whose source changed in ``row``."""
        lines: list[Scope] = []
        scope: Scope | None = one.target.scope
        while scope is not None:
            lines.append(scope)
            scope = scope.up
        anchor = row
        while anchor.scope not in lines:
            assert anchor.up is not None  # noqa: S101  (the root is in every line)
            anchor = anchor.up
        for target in self.rows_of(one.target.scope, anchor):
            self._store(one, target)

    def _store(self, one: Set, row: Row) -> None:
        self.run.draws += 1
        if one.action.kind == "setgeopoint":
            self.put(row, one.target, self.run.metadata.get("geopoint", ""))
            return
        try:
            text = codes.text(one.code)(row) if one.code is not None else one.action.text
        except FAILURES as error:
            self.failures[row, one.target, "default"] = sentences(error)
            return
        self.put(row, one.target, "" if text == "NaN" else text)
