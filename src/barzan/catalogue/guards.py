"""What the database guards for the catalogue: a published version and its parts never change."""

from barzan.trail.appendonly import AppendOnly

_PART = (("id",), ("version_id", "number"))
GUARDS = AppendOnly(
    {
        "catalogue_serviceversion": (("id",), ("service_id", "number")),
        "catalogue_requirement": _PART,
        "catalogue_legalbasis": _PART,
        "catalogue_step": _PART,
        "catalogue_channel": _PART,
    }
)
