"""Files on the page of an edit: chosen, waiting until the edit is saved, taken out. Works without a script.

A chosen file is checked and kept at once, under a name of its own, so that it is still there when the page
comes back with something to put right; the edit that names it attaches it. What it replaces stays with the
contents that name it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.http import HttpRequest

from barzan.forms.runnable import loaded
from barzan.persian.errors import BilingualError
from barzan.persian.language import active_language
from barzan.submissions import queries
from barzan.submissions.actions import add_attachment
from barzan.submissions.core.answers import Answers, path_of, walk
from barzan.submissions.core.shape import UPLOADS
from barzan.submissions.errors import SubmissionRefused
from barzan.submissions.models import Submission
from barzan.submissions.naming import MOST_FILES, name_for

GONE = "|gone"  # the box that takes a file out: the place with this behind it


@dataclass(frozen=True, slots=True)
class Chosen:
    """The files by their places: their names (none: taken out), and why some were not taken."""

    names: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


def chosen(request: HttpRequest, row: Submission, answers: Answers) -> Chosen:
    """What a page says of the files of ``row``, whose present answers are ``answers``."""
    found = Chosen()
    root = loaded(row.version).form.root.path
    known = {(path_of(place), name) for place, name in walk(answers, root)}
    known |= queries.files_to_name(request.actor, row)  # type: ignore[attr-defined]
    for place in _places(request, row):
        name = next(filter(None, request.POST.getlist(place)), "")
        fits = not name or not {(path_of(place), name), ("", name)}.isdisjoint(known)
        if fits and place in request.POST:
            found.names[place] = name
        try:
            if place in request.FILES:
                found.names[place] = _sent_ahead(request, row, place)
            elif request.POST.get(place + GONE):
                found.names[place] = ""
            elif not fits:
                raise SubmissionRefused.no_chosen_file()
        except BilingualError as refused:
            found.refused[place] = refused.sentence(active_language())
    return found


def _places(request: HttpRequest, row: Submission) -> Iterator[str]:
    """Where the page asks for files."""
    nodes = loaded(row.version).form.nodes
    for place in dict.fromkeys([*request.POST, *request.FILES]):
        node = nodes.get(path_of(place)) if place.startswith("/") and len(place) < 500 else None
        if node is not None and node.kind == "question" and node.type in UPLOADS:
            yield place


def _sent_ahead(request: HttpRequest, row: Submission, place: str) -> str:
    """The name under which the file that was chosen waits for the edit. Raises ``BilingualError`` where it is
    not taken.
    """
    if len(request.FILES) > MOST_FILES:
        raise SubmissionRefused.too_many_files(MOST_FILES)
    given = request.FILES[place]
    name = name_for(place, given.name or "")
    actor = request.actor  # type: ignore[attr-defined]
    return add_attachment(actor, row.form.key, row.key, name, given, ahead=True).name
