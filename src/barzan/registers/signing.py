"""Who did something, in which post, when: the fields of ``models.Signed``."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from barzan.access import Actor, Rule, Target


def signed(actor: Actor, rule: Rule, target: Target, why: str = "") -> dict[str, Any]:
    """The fields, the post being the one by which ``rule`` lets the actor pass."""
    grant = rule.grant(actor, target)
    post = grant.post if grant else None
    return {"user_id": actor.user, "post_id": post, "at": timezone.now(), "why": why.strip()}
