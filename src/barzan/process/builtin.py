"""Actions that the engine brings along; other rooms register theirs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from barzan.notify.actions import Audience, Message, tell
from barzan.people.models import Post, Unit
from barzan.process.errors import ProcessRefused
from barzan.process.registry import Call, action

OPTIONAL = (str, type(None))


@action(
    "notify.tell",
    inputs={"text": str, "textEn": OPTIONAL, "unit": OPTIONAL, "post": OPTIONAL},
    title=_("Tell a unit or a post"),
)
def tell_people(
    call: Call, *, text: str, textEn: str | None = None, unit: str | None = None, post: str | None = None
) -> None:
    """Tells a message to the holders of ``post`` or the workers of ``unit`` (codes); to the unit that owns
    the process where neither is named.
    """
    units = [call.unit_id] if not unit and not post else _ids(Unit, unit)
    message = Message(
        key=f"process.{call.key}",
        fa=text,
        en=textEn or text,
        url_name="process:instance",
        url_args={"pk": call.instance},
        about=("process.instance", str(call.instance)),
    )
    tell(message, Audience(units=units, posts=_ids(Post, post)))


@action("process.number", outputs={"code": str}, title=_("Give a number"))
def number(call: Call) -> dict[str, str]:
    """The number of the running process, as text: for letters and receipts."""
    return {"code": str(call.instance)}


def _ids(model: type[Unit] | type[Post], code: str | None) -> list[int]:
    if not code:
        return []
    found = list(model.objects.filter(code=code).values_list("pk", flat=True))
    if not found:
        raise ProcessRefused(
            "process.nobody",
            f"واحد یا پستی با کد «{code}» نیست؛ کد را در فرایند درست کنید.",
            f"There is no unit or post with the code {code}; correct it in the process.",
        )
    return found
