"""Files that a page sends without a script: kept with the draft, named in its answers."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict

from barzan.filling.core.places import path_of
from barzan.filling.core.widgets import UPLOADS
from barzan.filling.flow import Flow
from barzan.submissions import actions as sending
from barzan.submissions.models import Draft
from barzan.submissions.naming import MOST_FILES, name_for


def with_files(request: HttpRequest, kept: Draft, flow: Flow) -> QueryDict:
    """What was posted, with the names of the files that came with it as the answers of their questions."""
    if not request.FILES:
        return request.POST
    post = request.POST.copy()
    for place, given in list(request.FILES.items())[:MOST_FILES]:
        node = flow.form.nodes.get(path_of(place))
        if node is None or node.type not in UPLOADS:
            continue
        name = name_for(place, given.name or "")
        sending.add_attachment(request.actor, kept.form.key, kept.key, name, given)  # type: ignore[attr-defined]
        post.setlist(place, [name])
    return post
