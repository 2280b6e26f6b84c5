"""What a row of ``Entry`` repeats of its answers is written here, for one entry or many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from barzan.access import Actor, Target
from barzan.clock.books import calendars
from barzan.clock.core import Calendar
from barzan.people.models import Person
from barzan.places.models import Place
from barzan.registers import standing
from barzan.registers.core.fields import answer
from barzan.registers.core.merging import differences
from barzan.registers.core.validity import Period, renewal_of
from barzan.registers.errors import EntryError
from barzan.registers.formed import Answers, Parted, fields_of
from barzan.registers.found import refresh
from barzan.registers.models import Entry, Likeness, RegisterVersion, Word
from barzan.registers.rules import ENTRY_EDIT
from barzan.trail import bulk

Given = tuple[Parted, Place | None, Person | None]


class Writing:
    """Rows of entries of one version of a register, being written."""

    def __init__(self, version: RegisterVersion) -> None:
        self.version, self.life = version, version.life
        self.fields = fields_of(version.form_version)
        self._places: dict[str, Place] = {}
        self._persons: dict[str, Person] = {}
        self._given: dict[int, tuple[Place | None, Person | None]] = {}
        self._calendars: dict[int, Calendar] = {}
        self._own: dict[str, Place] = {}

    def resolve(self, given: Iterable[Given]) -> None:
        """Looks up the places and persons that the answers name, or takes those that are given; at most two
        questions. Raises ``EntryError`` for a place that is not there.
        """
        codes, ids = set(), set()
        for parted, place, person in given:
            self._given[id(parted)] = (place, person)
            whole = parted.whole
            codes.add("" if place else self._said(self.life.place, whole))
            ids.add("" if person else self._said(self.life.national_id, whole))
        if codes - {""}:
            rows = Place.objects.filter(code__in=codes - {""}, valid_to__isnull=True)
            self._places = {row.code: row for row in rows}
        if ids - {""}:
            rows = Person.objects.filter(national_id__in=ids - {""})
            self._persons = {row.national_id: row for row in rows}

    def stand(self, entry: Entry, answers: Parted) -> None:
        """Title, place, person and point of an entry as its answers have them; it is not saved."""
        whole = answers.whole
        place, person = self._given[id(answers)]
        code = self._said(self.life.place, whole)
        if place is None and code:
            place = self._places.get(code)
            if place is None:
                raise EntryError.unknown_place(code)
        if self.life.place or place:
            entry.place, entry.place_path = place, place.path if place else ""
        point = standing.point_of(self.life, self.fields, answers.open)
        entry.latitude, entry.longitude = point.latitude, point.longitude
        entry.person = person or self._persons.get(self._said(self.life.national_id, whole)) or entry.person
        entry.title = standing.title_of(self.life, self.fields, answers.open)

    def place_of(self, actor: Actor, entry: Entry) -> None:
        """Whoever works in one place opens entries there, where the register asks for no place."""
        if entry.place is not None or self.life.place:
            return
        grant = ENTRY_EDIT.grant(actor, Target(unit_path=entry.unit_path))
        if grant is not None and grant.place_path:
            if grant.place_path not in self._own:
                self._own[grant.place_path] = Place.objects.get(path=grant.place_path)
            entry.place, entry.place_path = self._own[grant.place_path], grant.place_path

    def period(self, entry: Entry, period: Period) -> None:
        """The validity of an entry; it is not saved."""
        entry.valid_from, entry.valid_to = period.since, period.until
        entry.renew_from = period.renew_from
        entry.expiry_month = standing.month_of(period.until) if period.until else None

    def renewal(self, unit: int, until: date | None) -> date | None:
        """From when an entry that is valid until then may be renewed."""
        if until is None or self.life.validity is None:
            return None
        return renewal_of(self.life.validity, until, self.calendar(unit))

    def calendar(self, unit: int) -> Calendar:
        """The calendar that holds for a unit."""
        if unit not in self._calendars:
            self._calendars |= calendars([unit])
        return self._calendars[unit]

    def index(self, rows: Sequence[Entry], answers: Sequence[Answers]) -> None:
        """The words and the likenesses of entries, anew, and what the house finds of them."""
        keys = [row.pk for row in rows]
        for table in (Word, Likeness):
            table.objects.filter(entry__in=keys).delete()
        register = self.version.register_id
        pairs = list(zip(rows, answers, strict=True))
        bulk.insert(
            Word,
            ("entry", "register", "word"),
            ((row.pk, register, word) for row, whole in pairs for word in self._words(row, whole)),
        )
        bulk.insert(
            Likeness,
            ("entry", "register", "kind", "key"),
            (
                (row.pk, register, kind, key)
                for row, whole in pairs
                for kind, key in sorted(standing.likenesses(self.life, self.fields, whole, row.place_path))
            ),
        )

        refresh(rows)

    def _words(self, row: Entry, whole: Answers) -> list[str]:
        return standing.words_of(row.number, row.title, self.life, self.fields, whole)

    def _said(self, name: str, answers: Mapping[str, object]) -> str:
        field = self.fields.get(name)
        return answer(answers, field.path) if field else ""


def changed_names(version: RegisterVersion, before: Parted, after: Parted) -> list[str]:
    """Which fields differ, by name: for the trail, which holds no answers."""
    return [each.name for each in differences(fields_of(version.form_version), before.whole, after.whole)]
