"""Tables of registers: definitions, entries, what happened to them, imports, proposals of doubles, views,
counts.

Published versions, versions of entries, passages, relations, merges and the facts that undo them are never
changed (triggers of migration 0002). A row of ``Entry`` says where its facts have led: its state, its
validity, what lists and searches need.
"""

from barzan.registers.models.doubles import (
    Likeness,
    Merge,
    Proposal,
    Unmerge,
    Verdict,
)
from barzan.registers.models.entries import (
    SHOWN,
    Deed,
    Entry,
    EntryFile,
    EntryPersonal,
    EntryVersion,
    Passage,
    PassageDocument,
    Related,
    Unrelated,
    Word,
)
from barzan.registers.models.imports import (
    Import,
    ImportedRow,
    ImportState,
)
from barzan.registers.models.registers import (
    Counter,
    Register,
    RegisterDraft,
    RegisterState,
    RegisterVersion,
    SavedView,
    Signed,
)
from barzan.registers.models.tallies import Tally

__all__ = [
    "SHOWN",
    "Counter",
    "Deed",
    "Entry",
    "EntryFile",
    "EntryPersonal",
    "EntryVersion",
    "Import",
    "ImportState",
    "ImportedRow",
    "Likeness",
    "Merge",
    "Passage",
    "PassageDocument",
    "Proposal",
    "Register",
    "RegisterDraft",
    "RegisterState",
    "RegisterVersion",
    "Related",
    "SavedView",
    "Signed",
    "Tally",
    "Unmerge",
    "Unrelated",
    "Verdict",
    "Word",
]
