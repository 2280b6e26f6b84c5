"""What the database guards for the life of a service: what was written and decided is never changed."""

from barzan.trail.appendonly import AppendOnly

GUARDS = AppendOnly(
    {
        "revisions_revision": (("id",), ("draft_id", "number")),
        "revisions_decision": (("id",),),
        "revisions_succession": (("id",), ("old_id", "new_id", "at")),
        "revisions_edition": (("id",), ("number",)),
        "revisions_editionunit": (("id",), ("edition_id", "code")),
        "revisions_editionentry": (("id",), ("edition_id", "code")),
    }
)
