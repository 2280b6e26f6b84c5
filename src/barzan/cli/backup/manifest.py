"""What an archive says about itself."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

FORMAT = "barzan-backup/1"


@dataclass(frozen=True, slots=True)
class Table:
    """One table or file: rows, bytes, and the SHA-256 of its content."""

    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """``migrations`` is the last migration of each app; ``files`` are the evidence of the trail."""

    version: str
    at: str
    engine: str
    migrations: dict[str, str]
    tables: dict[str, Table]
    files: dict[str, Table] = field(default_factory=dict)
    documents: int = 0

    def text(self) -> str:
        return json.dumps({"format": FORMAT} | asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def read(cls, text: str) -> Manifest:
        """Raises ``ValueError`` where the text is no manifest of this format."""
        values = json.loads(text)
        if not isinstance(values, dict) or values.pop("format", None) != FORMAT:
            raise ValueError("no manifest of this format")
        try:
            for name in ("tables", "files"):
                values[name] = {key: Table(**each) for key, each in values[name].items()}
            found = cls(**values)
            texts = (found.version, found.at, found.engine, *found.tables, *found.files)
            texts += (*found.migrations, *found.migrations.values())
            # They reach the terminal, which would obey what is not printable.
            if not all(text.isprintable() for text in texts):
                raise ValueError("a name that cannot be printed")
            return found
        except (TypeError, KeyError, AttributeError) as error:
            raise ValueError(str(error)) from None
