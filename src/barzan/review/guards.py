"""What the database guards for the review: decisions and the lines of the source never change."""

from barzan.trail.appendonly import AppendOnly

GUARDS = AppendOnly(
    {
        "review_itemdecision": (("id",), ("item_id", "number")),
        "review_sourcechunk": (("id",), ("reading_id", "first")),
        "review_published": (("id",), ("reading_id",)),
    }
)
