"""The file of a register's life: YAML, read as strictly as all files of a blueprint."""

from __future__ import annotations

from typing import Any

import yaml

from barzan.blueprints.values import BlueprintRefused
from barzan.blueprints.yamls import compose, entries, text_of
from barzan.registers.core import Definition, Finding, Refused, read


def read_life(data: bytes, file: str) -> Definition:
    """The definition that a file writes. Raises ``Refused`` with every place that is no definition."""
    try:
        value = _plain(compose(data, file), file)
    except BlueprintRefused as refused:
        raise Refused(
            Finding(f"{each.file}:{each.row}", "register.yaml", each.fa, each.en) for each in refused.problems
        ) from None
    return read(value)


def write_life(definition: Definition) -> bytes:
    """The definition as a file, as ``read_life`` takes it."""
    text = yaml.safe_dump(definition.as_value(), allow_unicode=True, sort_keys=False, width=110)
    return text.encode()


def _plain(node: yaml.Node, file: str) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {name: _plain(value, file) for name, value in entries(node, file)}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(value, file) for value in node.value]
    return text_of(node, file) or None
