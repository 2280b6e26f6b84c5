"""A form being filled: answers go in, and what depends on them is reckoned anew."""

from __future__ import annotations

import datetime
import random
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from barzan.xforms import codes, judging
from barzan.xforms.engine import FAILURES, Engine
from barzan.xforms.engine import sentences as said
from barzan.xforms.errors import Refused
from barzan.xforms.judging import Checks
from barzan.xforms.limits import LIMITS, Limits
from barzan.xforms.loading import Loaded, load, unload
from barzan.xforms.model import Answers, Choice, ChoiceList, Form
from barzan.xforms.options import options_of
from barzan.xforms.places import located, place_of
from barzan.xforms.planning import Plan, plan_of
from barzan.xforms.rows import Row, Run
from barzan.xforms.scopes import Slot
from barzan.xforms.texts import Text


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that an answer breaks.

    ``rule``: required, constraint, type, choice, count (rows of a repeat), unknown (no such question),
    logic (an expression that could not be reckoned).
    """

    place: str
    rule: str
    message: Text


class Filling:
    """One filling of ``form``. Without ``answers`` it begins with the defaults; with them it goes on.

    ``lists`` are those given from outside, by the id of their instance. ``metadata``: deviceid, username,
    email, phonenumber, geopoint. ``seed`` makes what is drawn at random the same each time.
    """

    def __init__(
        self,
        form: Form,
        answers: Answers | None = None,
        *,
        now: datetime.datetime,
        language: str | None = None,
        lists: Mapping[str, ChoiceList] | None = None,
        metadata: Mapping[str, str] = {},
        seed: int | None = None,
        limits: Limits = LIMITS,
    ) -> None:
        self.form, self.language = form, language or form.default_language
        self._plan = plan_of(form)
        self._engine = engine_for(self._plan, now, lists, metadata, seed, self.language, limits)
        self._loaded = load(self._engine, form.first if answers is None else answers)
        preload(self._engine, first=answers is None)
        self._engine.whole()
        if answers is None:
            self._engine.first_load()
        self._engine.settle()

    def set(self, place: str, text: str) -> None:
        """Answers the question at ``place`` (``/data/member[2]/name``). Raises ``Refused``."""
        row, slot = self._leaf(place)
        if len(text) > self._engine.run.limits.text:
            raise Refused(
                "xforms.text", "پاسخ بیش از اندازه دراز است.", "The answer is too long.", place=place
            )
        self._renew()
        self._engine.put(row, slot, text)
        rule = self._plan.calculations.get(slot)
        if rule is not None:
            self._engine.mark(rule, (row,))
        self._engine.settle()

    def add(self, place: str) -> str:
        """A new row at the end of the repeat at ``place``; its place. Raises ``Refused``."""
        row, slot = self._repeat(place)
        if slot.node.fixed:
            raise Refused(
                "xforms.fixed",
                "شمار ردیف‌های این تکرار را خود فرم می‌گوید؛ ردیفی به آن افزوده نمی‌شود.",
                "The form itself says how many rows this repeat has; none can be added.",
                place=place,
            )
        self._renew()
        assert slot.inner is not None  # noqa: S101  (``_repeat`` finds repeats only)
        try:
            new = self._engine.grow(row, slot.inner)
        except FAILURES as error:
            raise Refused("xforms.rows", *said(error), place=place) from None
        self._engine.added(new)
        self._engine.settle()
        return new.place()

    def remove(self, place: str) -> None:
        """Takes away the row at ``place`` (``/data/member[2]``). Raises ``Refused``."""
        row, slot = located(self._engine, place)
        if slot.index or row.up is None or slot.node.fixed:
            raise Refused(
                "xforms.fixed",
                "این ردیف را نمی‌توان برداشت: یا ردیف نیست یا شمار ردیف‌ها را خود فرم می‌گوید.",
                "This row cannot be removed: it is none, or the form itself says how many there are.",
                place=place,
            )
        self._renew()
        self._engine.removed(row.up, row.scope, [one for one in row.up.subs[row.scope.sub] if one is not row])
        self._engine.settle()

    def get(self, place: str) -> str:
        """The answer at ``place`` as it is seen: empty where it is not relevant."""
        row, slot = self._leaf(place)
        return row.seen[slot.index]

    def count(self, place: str) -> int:
        """How many rows the repeat at ``place`` has."""
        row, slot = self._repeat(place)
        assert slot.inner is not None  # noqa: S101  (``_repeat`` finds repeats only)
        return len(row.subs[slot.inner.sub])

    def value(self) -> dict[str, Any]:
        """The answers to send: what is not relevant is left out."""
        return unload(self._engine.root, self.form.root, all_=False)

    def kept(self) -> dict[str, Any]:
        """The answers to keep as a draft: those that are not relevant now as well."""
        return unload(self._engine.root, self.form.root, all_=True)

    def relevant(self, place: str) -> bool:
        row, slot = located(self._engine, place)
        return row.on[slot.switch]

    def required(self, place: str) -> bool:
        return self._holds(place, "required")

    def readonly(self, place: str) -> bool:
        """Whether nobody can answer here: the form says so, for it or a group around it, or reckons it."""
        row, slot = located(self._engine, place)
        if slot.node.calculate is not None:
            return True
        names = [slot.node, *slot.node.ancestors]
        return any(node.readonly is not None and self._true(row, node.readonly, node) for node in names)

    def choices(self, place: str) -> list[Choice]:
        """The choices that stand open, filtered and in their order; none for other questions."""
        row, slot = self._leaf(place)
        if slot.node.itemset is None:
            return []
        self._renew()
        try:
            return options_of(self._plan, slot).open(row, self.form.default_language)
        except FAILURES:
            return []

    def label(self, place: str, language: str | None = None) -> str:
        """The label with answers put in."""
        row, slot = located(self._engine, place)
        return self._worded(row, slot, slot.node.label, language)

    def hint(self, place: str, language: str | None = None) -> str:
        row, slot = located(self._engine, place)
        return self._worded(row, slot, slot.node.hint, language)

    def guidance(self, place: str, language: str | None = None) -> str:
        row, slot = located(self._engine, place)
        return self._worded(row, slot, slot.node.guidance, language)

    def broken(self) -> list[Broken]:
        """What does not hold now, in the order of the form."""
        self._renew()
        return broken(self._plan, self._engine, self._loaded)

    def _leaf(self, place: str) -> tuple[Row, Slot]:
        row, slot = located(self._engine, place)
        if not slot.node.leaf:
            raise Refused("xforms.place", "اینجا پرسشی نیست.", "There is no question here.", place=place)
        return row, slot

    def _repeat(self, place: str) -> tuple[Row, Slot]:
        row, slot = located(self._engine, place)
        if slot.inner is None:
            raise Refused("xforms.place", "اینجا تکراری نیست.", "There is no repeat here.", place=place)
        return row, slot

    def _holds(self, place: str, attribute: str) -> bool:
        row, slot = located(self._engine, place)
        source: str | None = getattr(slot.node, attribute)
        return source is not None and self._true(row, source, slot.node)

    def _true(self, row: Row, source: str, node: Any) -> bool:
        slots = self._plan.layout.slots
        slot = slots[node]
        while row.scope is not slot.scope and row.up is not None:
            row = row.up
        try:
            return codes.truth(self._plan.code(slot, source, "readonly"))(row)
        except FAILURES:
            return False

    def _worded(self, row: Row, slot: Slot, text: Text, language: str | None) -> str:
        self._renew()
        return judging.worded(self._engine, self._plan, row, slot, text, language or self.language)

    def _renew(self) -> None:
        """Each request has all the work that ``Limits.steps`` allows."""
        self._engine.run.left = self._engine.run.limits.steps


def engine_for(
    plan: Plan,
    now: datetime.datetime,
    lists: Mapping[str, ChoiceList] | None,
    metadata: Mapping[str, str],
    seed: int | None,
    language: str,
    limits: Limits = LIMITS,
    judging: bool = False,
) -> Engine:
    drawn = random.SystemRandom().getrandbits(128) if seed is None else seed
    known = {**plan.form.lists, **(lists or {})}
    return Engine(plan, Run(now, known, metadata, drawn, language, limits), judging)


def broken(plan: Plan, engine: Engine, loaded: Loaded) -> list[Broken]:
    if plan.checks is None:
        plan.checks = Checks.of(plan)
    found = [Broken(place, rule, message) for place, rule, message in loaded.amiss]
    for row, slot, rule, message in judging.broken(engine, plan.checks):
        message = judging.rendered(engine, plan, row, slot, message)
        found.append(Broken(place_of(row, slot), rule, message))
    return found


_PROPERTIES = {"phone number": "phonenumber", "phonenumber": "phonenumber", "uri:deviceid": "deviceid"}


def preload(engine: Engine, first: bool) -> None:
    """Metadata: most of it at the first load alone, the end of the filling each time."""
    run = engine.run
    for node, slot in engine.plan.layout.slots.items():
        if node.preload is None or slot.scope.up is not None:
            continue
        kind, of = node.preload
        row = engine.root
        if kind == "uid":
            if not row.kept[slot.index]:
                run.draws += 1
                value = f"uuid:{uuid.UUID(int=run.drawn(row, node.path), version=4)}"
                engine.put(row, slot, value)
            run.identity = row.kept[slot.index]
        elif node.preload == ("timestamp", "end"):
            engine.put(row, slot, run.now)
        elif first:
            values = {"timestamp": run.now, "date": run.today}
            name = _PROPERTIES.get(of, of)
            engine.put(
                row, slot, values.get(kind) or (run.metadata.get(name, "") if kind == "property" else "")
            )
