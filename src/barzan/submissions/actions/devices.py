"""Telephones and programs that send forms for an account (ODK Collect, other systems)."""

from __future__ import annotations

from barzan.access import Actor
from barzan.submissions.models import Device


def add_device(actor: Actor, title: str) -> tuple[Device, str]:
    """Lets a device send forms in the actor's name; its secret is told once."""
    raise NotImplementedError


def close_device(actor: Actor, device: Device, *, why: str = "") -> Device:
    """From now on the device's secret opens nothing."""
    raise NotImplementedError
