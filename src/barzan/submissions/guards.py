"""What the database guards for the submissions: contents and reviews are only added."""

from barzan.trail.appendonly import AppendOnly

GUARDS = AppendOnly(
    {
        "submissions_content": (("id",), ("submission_id", "number")),
        "submissions_review": (("id",), ("undoes_id",)),
        "submissions_consenttext": (("id",), ("form_id", "digest")),
    }
)
