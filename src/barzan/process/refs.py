"""How a token of an instance is named in the rooms below: ``INSTANCE:TOKEN``, of a called process with the
root of its family, ``INSTANCE:TOKEN/ROOT``, because whoever steps locks the root.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ref:
    instance: int
    token: int
    root: int

    def __str__(self) -> str:
        text = f"{self.instance}:{self.token}"
        return text if self.root == self.instance else f"{text}/{self.root}"


def read(text: str) -> Ref:
    """The reference that ``str`` wrote."""
    own, _, root = text.partition("/")
    instance, token = own.split(":")
    return Ref(int(instance), int(token), int(root or instance))
