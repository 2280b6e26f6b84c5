"""Files that answer questions of an entry: kept as they come, named by the answers, bound with them.

A page that is not right yet sends its files once only: what was kept of them goes along with the page as a
signed list of names, so that nobody chooses a file again and nobody names one that is not theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from django.core import signing
from django.http import HttpRequest, QueryDict

from barzan.documents import actions as documents
from barzan.documents.errors import DocumentRefused
from barzan.filling.core.places import id_of, path_of
from barzan.filling.parts import Wrong
from barzan.people.models import Unit
from barzan.registers import describe
from barzan.registers.core.fields import FILES
from barzan.registers.errors import EntryError
from barzan.registers.formed import is_personal
from barzan.submissions.naming import MOST_FILES, name_for
from barzan.xforms import Form, Node

KEPT, SALT, A_DAY = "kept-files", "registers.attaching", 86_400


@dataclass(slots=True)
class Received:
    """What a page sent: its answers with the names of its files, the files kept by name, what was refused."""

    post: QueryDict
    files: dict[str, int] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)
    user: int = 0

    @property
    def token(self) -> str:
        """What the page sends along, should it be shown again."""
        return signing.dumps(self.files, salt=f"{SALT}.{self.user}") if self.files else ""


def received(request: HttpRequest, form: Form, unit: Unit, known: Collection[str] = ()) -> Received:
    """Keeps the files of a page for ``unit``; ``known`` are the names that the entry has already.

    A name that is neither known nor kept before is no answer.
    """
    found = Received(request.POST.copy(), user=request.actor.user or 0)
    found.files = _before(request, found.user)
    for place, node in _asked(form, [*found.post, *request.FILES]):
        names = [name for name in found.post.getlist(place) if name in found.files or name in known]
        found.post.setlist(place, names[-1:] or [""])
        given = request.FILES.get(place)
        if given is not None and len(found.files) < MOST_FILES:
            _keep(request, found, node, place, unit)
    return found


def _before(request: HttpRequest, user: int) -> dict[str, int]:
    """The files that this person sent with the page before; none where the list is not ours."""
    try:
        given = signing.loads(request.POST.get(KEPT, ""), salt=f"{SALT}.{user}", max_age=A_DAY)
    except signing.BadSignature:
        return {}
    return {str(name): int(pk) for name, pk in given.items()}


def _asked(form: Form, places: Iterable[str]) -> Iterator[tuple[str, Node]]:
    """The places of the page that ask for a file."""
    for place in dict.fromkeys(places):
        node = form.nodes.get(path_of(place))
        if node is not None and node.type in FILES and "|" not in place:
            yield place, node


def _keep(request: HttpRequest, found: Received, node: Node, place: str, unit: Unit) -> None:
    given = request.FILES[place]
    try:
        kept = documents.store(
            request.actor, given.name or "", given.file, unit=unit, personal=is_personal(node)
        )
        if node.type == "image" and not kept.media_type.startswith("image/"):
            raise EntryError.no_picture(given.name)
    except (DocumentRefused, EntryError) as refused:
        label = node.label.in_(describe.language()) or node.name
        found.wrong.append(Wrong(id_of(place), place, label, refused.sentence(describe.language())))
        return
    name = name_for(place, given.name or "")
    found.files[name] = kept.pk
    found.post.setlist(place, [name])
