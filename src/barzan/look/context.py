"""Template context ``look``: theme, the same page in the other language, menus, the institution's name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

from barzan.look import institution, menu, reader
from barzan.look.theme import chosen_theme


@dataclass(frozen=True)
class Look:
    """What the page bases ask; each answer is computed when the page uses it."""

    request: HttpRequest

    @property
    def theme(self) -> str:
        return chosen_theme(self.request)

    @property
    def other_language(self) -> str:
        return "en" if get_language() == "fa" else "fa"

    @cached_property
    def other_url(self) -> str:
        """This page in the other language, or that language's home where this page has no twin."""
        here = self.request.get_full_path()
        there = translate_url(here, self.other_language)
        return there if there != here else ("/en/" if self.other_language == "en" else "/")

    @property
    def institution(self) -> str:
        return institution.name()

    @cached_property
    def portal_menu(self) -> list[menu.Entry]:
        return self._menu("portal")

    @cached_property
    def footer_menu(self) -> list[menu.Entry]:
        return self._menu("footer")

    @cached_property
    def reader(self) -> str:
        """The post of who reads, else their user name."""
        title = reader.title(getattr(self.request, "actor", None), get_language() or "fa")
        return title or self.request.user.get_username()

    @cached_property
    def account_menu(self) -> list[menu.Entry]:
        return self._menu("account")

    @cached_property
    def desk_menu(self) -> list[menu.Part]:
        return menu.parts(self._menu("desk"))

    def _menu(self, face: menu.Face) -> list[menu.Entry]:
        return menu.entries(face, getattr(self.request, "actor", None), self.request.path)


def look(request: HttpRequest) -> dict[str, Look]:
    return {"look": Look(request)}
