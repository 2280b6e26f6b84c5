"""What the database guards for registers: facts are added, never changed."""

from barzan.trail.appendonly import AppendOnly

GUARDS = AppendOnly(
    {
        "registers_registerversion": (("id",), ("register_id", "number")),
        "registers_entryversion": (("id",), ("entry_id", "number")),
        "registers_entrypersonal": (("id",), ("of_id",)),
        "registers_passage": (("id",), ("undoes_id",)),
        "registers_passagedocument": (("id",), ("passage_id", "name")),
        "registers_related": (("id",),),
        "registers_unrelated": (("id",), ("relation_id",)),
        "registers_merge": (("id",),),
        "registers_unmerge": (("id",), ("merge_id",)),
    }
)
FILES = AppendOnly({"registers_entryfile": (("id",), ("entry_id", "name"))})
