"""What the database guards for the permits: what was printed and signed is never changed."""

from barzan.trail.appendonly import AppendOnly

GUARDS = AppendOnly(
    {
        "permits_template": (("id",), ("register_id", "number")),
        "permits_certificate": (("id",), ("code",)),
        "permits_withdrawal": (("id",), ("certificate_id",)),
    }
)
