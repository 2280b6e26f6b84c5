"""The server's judgement of answers, by the version they belong to, read once a process."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils import timezone

from barzan.forms.models import FormVersion
from barzan.forms.runnable import loaded
from barzan.submissions.core.answers import Answers
from barzan.submissions.core.judging import Judged, judged
from barzan.submissions.core.shape import Shape, shape_of
from barzan.submissions.core.tidying import NoAnswers, tidied
from barzan.submissions.errors import Unreadable
from barzan.xforms import check

_shape = lru_cache(maxsize=64)(shape_of)


def shape(version: FormVersion) -> Shape:
    """What the room has to know of a version."""
    return _shape(loaded(version).form)


def readable(answers: Any) -> dict[str, Any]:
    """What arrived as answers. Raises ``Unreadable`` where it is none."""
    try:
        return tidied(answers)
    except NoAnswers as no:
        raise (Unreadable.letters() if no.why == "letters" else Unreadable.form()) from no


def judge(version: FormVersion, sent: Answers, now: datetime) -> Judged:
    """What holds of ``sent``: everything reckoned from scratch, never refused because of the answers.

    Today is that of the device, which says its offset; of a moment in UTC that of the house: after midnight
    in Tehran it is still yesterday in UTC for three and a half hours.
    """
    form, lists = loaded(version)
    here = now if now.utcoffset() else timezone.localtime(now)
    verdict = check(form, sent, now=here, lists=lists)
    return judged(_shape(form), form.nodes, sent, verdict)


HOUSE = {
    "consent": {
        "fa": "رضایت داده نشده است.",
        "en": "Consent was not given.",
    },
    "closed": {
        "fa": "پس از بسته‌شدن فرم رسیده است.",
        "en": "It arrived after the form was closed.",
    },
    "unknown_edit": {
        "fa": "می‌گوید ویرایش پاسخی است که این‌جا نیست یا از این فرستنده نیست؛ "
        "به‌عنوان پاسخی تازه نگه داشته شد.",
        "en": "It says it corrects a submission that is not here or not of this sender; "
        "it is kept as a new one.",
    },
    "refused": {
        "fa": "کاری که باید در پی آن می‌آمد انجام نشد.",
        "en": "What had to follow from it could not be done.",
    },
}


def house_rule(rule: str, root: str) -> dict[str, Any]:
    """A rule of the house that a submission breaks as a whole, kept like those of the form."""
    return {"place": root, "rule": rule, "message": HOUSE[rule]}
