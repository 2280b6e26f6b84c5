"""Which template holds for a register, and in which post somebody may sign by it."""

from __future__ import annotations

from barzan.access import Actor
from barzan.people.models import Post
from barzan.permits.models import Template
from barzan.permits.rules import PERMIT_SIGN
from barzan.registers.models import Entry


def signing_post(actor: Actor, entry: Entry, template: Template) -> Post | None:
    """The post of the actor that may sign certificates of ``entry`` by ``template``; None for none."""
    held = [grant.post for grant in actor.grants if PERMIT_SIGN.permits(actor.holding(grant), entry.target)]
    posts = Post.objects.filter(pk__in=[post for post in held if post]).order_by("pk")
    if template.posts:
        posts = posts.filter(code__in=template.posts)
    return posts.select_related("unit").first()


def template_of(register_id: int) -> Template | None:
    """The template that holds now."""
    return Template.objects.filter(register=register_id).order_by("-number").first()
