"""What the database guards for the forms: what is published is never changed."""

from barzan.trail.appendonly import AppendOnly

GUARDS = AppendOnly(
    {
        "forms_content": (("id",), ("sha256",)),
        "forms_formversion": (("id",), ("form_id", "number")),
        "forms_formfile": (("id",), ("version_id", "name")),
        "forms_asked": (("id",), ("version_id", "path")),
    }
)
