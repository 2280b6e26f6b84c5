"""Backup and restore: one file that any supported database can be restored from, with equal content hashes.

The archive is a ZIP: ``tables/<app>.<model>.jsonl`` (one row a line, canonical JSON, ordered by primary key),
``documents/`` (content-addressed), ``trail/`` (public key and signed heads, so that the trail can be verified
after a restore) and ``manifest.json`` with the rows and the SHA-256 of every table. That SHA-256 is the
table's content hash: the same rows give the same hash on every engine.

Not in the archive: sessions (everybody signs in again), the private signing key and the session secret. Who
holds the archive must not be able to seal a forged trail; keep a copy of BARZAN_KEYS on another medium.
"""

from barzan.cli.backup.archive import ArchiveRefused
from barzan.cli.backup.manifest import Manifest
from barzan.cli.backup.restore import restore
from barzan.cli.backup.write import back_up

__all__ = ["ArchiveRefused", "Manifest", "back_up", "restore"]
