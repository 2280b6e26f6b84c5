"""The signing key of the heads: Ed25519, kept in a folder outside the database, readable by its owner only.

``trail-seal.key`` is the private key (PEM, mode 0600), ``trail-seal.pub`` the public one beside it. Made on
first use.
"""

from __future__ import annotations

import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)
from django.conf import settings

from barzan.persian.errors import BilingualError


def signing_key(*, make: bool) -> Ed25519PrivateKey:
    """The private key; made when there is none and ``make`` allows it, else ``BilingualError``
    (``trail.key``).
    """
    path = _folder() / "trail-seal.key"
    if not path.exists():
        if not make:
            raise BilingualError(
                "trail.key",
                "کلید مهر رد کارها نیست، ولی مهرهای پیشین هستند؛ کلید را از نسخهٔ پشتیبان برگردانید.",
                "The signing key of the trail is gone while there are seals; restore it from its backup.",
                file=path.name,
            )
        _make(path)
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path.name} holds no Ed25519 key")
    return key


def public_key() -> Ed25519PublicKey | None:
    """The public key, or None where none was made."""
    path = _folder() / "trail-seal.pub"
    if not path.exists():
        return None
    key = load_pem_public_key(path.read_bytes())
    return key if isinstance(key, Ed25519PublicKey) else None


def signed_by(key: Ed25519PublicKey, message: bytes, signature: str) -> bool:
    """Whether ``signature`` (hexadecimal) over ``message`` was made with the private half of ``key``."""
    try:
        key.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _folder() -> Path:
    return Path(settings.KEYS)


def _make(path: Path) -> None:
    """Writes both halves; of two processes that come at once, the first one's key stands."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}")
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    finally:
        fresh.unlink()
    public = signing_key(make=False).public_key()
    path.with_suffix(".pub").write_bytes(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
