"""The question bank: questions are taken out of forms, tagged, and put into drafts in the same words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from barzan.access import Actor
from barzan.forms.actions.drafting import rewrite
from barzan.forms.actions.library import tags
from barzan.forms.core.asking import Item, asked
from barzan.forms.core.banking import Kept, kept, put
from barzan.forms.errors import FormError
from barzan.forms.models import DraftSaving, Form, Question
from barzan.forms.rules import FORM_EDIT
from barzan.forms.written import book_of
from barzan.persian import search_key
from barzan.trail import actions as trail


def collect(actor: Actor, form: Form, names: Sequence[str], tagged: Iterable[str]) -> list[Question]:
    """Takes questions of a form (by path) into the bank; one that is there in these words gets the tags."""
    FORM_EDIT.require(actor, form.target)
    book = book_of(form)
    if book is None:
        raise FormError.no_draft()
    items = [item for item in asked(book) if item.path in set(names)]
    if not items:
        raise FormError.no_question()
    with transaction.atomic():
        labels = list(tags(tagged))
        found = [_collected(actor, form, item) for item in items]
        for question in found:
            question.tags.add(*labels)
    return found


def _collected(actor: Actor, form: Form, item: Item) -> Question:
    asks = kept(item)
    present = Question.objects.filter(wording=asks.wording).first()
    if present:
        detail = {"form": form.key, "again": True}
        trail.record(actor, "form-question.tagged", present, detail=detail)
        if present.retired_at is not None:
            present.retired_at = None
            present.save(update_fields=["retired_at"])
        return present
    question = Question.objects.create(
        key=_free_key(asks.name),
        unit=form.unit,
        type=asks.type,
        words={base: dict(by) for base, by in asks.words.items()},
        cells=dict(asks.cells) | {"list_name": asks.list_name},
        choices=[{"name": name, "labels": dict(labels)} for name, labels in asks.choices],
        wording=asks.wording,
        sought=_sought(asks),
        origin=form,
        added_at=timezone.now(),
        added_by_id=actor.user,
    )
    trail.record(actor, "form-question.added", question, detail={"form": form.key, "path": item.path})
    return question


def tag(actor: Actor, question: Question, names: Iterable[str]) -> Question:
    """Sets the tags of a question."""
    FORM_EDIT.require(actor, question.target)
    with transaction.atomic():
        question.tags.set(tags(names))
        detail = {"tags": sorted(each.name for each in question.tags.all())}
        trail.record(actor, "form-question.tagged", question, detail=detail)
    return question


def retire(actor: Actor, question: Question, *, why: str) -> Question:
    """Offers a question no more; forms that ask it keep it."""
    FORM_EDIT.require(actor, question.target)
    if not why.strip():
        raise FormError.no_reason()
    with transaction.atomic():
        question.retired_at = timezone.now()
        question.save(update_fields=["retired_at"])
        trail.record(actor, "form-question.retired", question, why=why)
    return question


def put_into(
    actor: Actor, form: Form, questions: Sequence[Question], *, after: str = "", seen: int
) -> DraftSaving:
    """Puts questions into the draft behind the one whose path is ``after`` (at the end without one)."""
    FORM_EDIT.require(actor, form.target)
    book = book_of(form)
    if book is None:
        raise FormError.no_draft()
    if not questions:
        raise FormError.no_question()
    row = next((item.row for item in asked(book) if item.path == after), None)
    made = put(book, [as_kept(question) for question in questions], row)
    note = ", ".join(question.key for question in questions)
    return rewrite(actor, form, made, deed="asked", note=note, seen=seen)


def as_kept(question: Question) -> Kept:
    """A row of the bank as the core has it."""
    cells = dict(question.cells)
    list_name = cells.pop("list_name", "")
    choices = tuple((each["name"], each["labels"]) for each in question.choices)
    name = re.sub(r"[^A-Za-z0-9_]", "_", question.key)
    return Kept(name, question.type, question.words, cells, list_name, choices)


def _free_key(name: str) -> str:
    """A key that no question has: the name of the question, with a number where it is taken."""
    stem = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:50] or "question"
    taken = set(Question.objects.filter(key__startswith=stem).values_list("key", flat=True))
    number, key = 1, stem
    while key in taken:
        number += 1
        key = f"{stem}_{number}"
    return key


def _sought(asks: Kept) -> str:
    """What a search looks in: name, labels and choices, in all languages."""
    words = [asks.name, *(text for by in asks.words.values() for text in by.values())]
    words += [text for _name, labels in asks.choices for text in labels.values()]
    return search_key(" ".join(words))
