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
    if not path.with_suffix(".pub").exists():
        # The first time; or a crash came between the two files.
        _publish(key.public_key(), path.with_suffix(".pub"))
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
    """Writes the private key; of two processes that come at once, the first one's key stands."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    _write(fresh, pem, 0o600)
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    finally:
        fresh.unlink()


def _publish(key: Ed25519PublicKey, path: Path) -> None:
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    _write(fresh, key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo), 0o644)
    fresh.replace(path)


def _write(path: Path, content: bytes, mode: int) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
