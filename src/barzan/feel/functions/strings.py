"""Functions of texts (DMN 1.5, 10.3.4.3). Lengths and places count characters of Unicode."""

from __future__ import annotations

from decimal import Decimal

from barzan.feel import patterns
from barzan.feel.errors import Failing
from barzan.feel.functions.signatures import function
from barzan.feel.running import Run
from barzan.feel.values import Value


@function("substring", "string: string, start position: number, length?: number")
def substring(run: Run, string: str, start: Decimal, length: Decimal | None = None) -> Value:
    """From ``start``, counted from one, or from the end where it is negative."""
    place = int(start)
    if place == 0 or abs(place) > len(string) or (length is not None and length < 1):
        raise Failing(
            f"متن {len(string)} نویسه دارد و جایگاه {start} یا درازای خواسته‌شده در آن نیست.",
            f"The text has {len(string)} characters and no place {start}, or the length is below one.",
        )
    first = place - 1 if place > 0 else len(string) + place
    return string[first:] if length is None else string[first : first + int(length)]


@function("string length", "string: string")
def string_length(run: Run, string: str) -> Value:
    return Decimal(len(string))


@function("upper case", "string: string")
def upper_case(run: Run, string: str) -> Value:
    return string.upper()


@function("lower case", "string: string")
def lower_case(run: Run, string: str) -> Value:
    return string.lower()


@function("substring before", "string: string, match: string")
def substring_before(run: Run, string: str, match: str) -> Value:
    return string.partition(match)[0] if match and match in string else ""


@function("substring after", "string: string, match: string")
def substring_after(run: Run, string: str, match: str) -> Value:
    return string.partition(match)[2] if match else string


@function("contains", "string: string, match: string")
def contains(run: Run, string: str, match: str) -> Value:
    return match in string


@function("starts with", "string: string, match: string")
def starts_with(run: Run, string: str, match: str) -> Value:
    return string.startswith(match)


@function("ends with", "string: string, match: string")
def ends_with(run: Run, string: str, match: str) -> Value:
    return string.endswith(match)


@function("matches", "input: string, pattern: string, flags?: string|null")
def matches(run: Run, input: str, pattern: str, flags: str | None = None) -> Value:
    return patterns.compiled(pattern, flags or "").search(input, 0, run.charge) is not None


@function("replace", "input: string, pattern: string, replacement: string, flags?: string|null")
def replace(run: Run, input: str, pattern: str, replacement: str, flags: str | None = None) -> Value:
    return patterns.replaced(input, patterns.compiled(pattern, flags or ""), replacement, flags or "", run)


@function("split", "string: string, delimiter: string")
def split(run: Run, string: str, delimiter: str) -> Value:
    return patterns.divided(string, patterns.compiled(delimiter, ""), run)


@function("string join", "list: list, delimiter?: string|null")
def string_join(run: Run, members: tuple[Value, ...], delimiter: str | None = None) -> Value:
    """The texts of ``members`` one after the other, nulls left out."""
    texts = [member for member in members if member is not None]
    if not all(type(text) is str for text in texts):
        raise Failing("فهرست باید تنها متن داشته باشد.", "The list must hold texts only.")
    between = delimiter or ""
    run.charge((sum(map(len, texts)) + len(between) * len(texts)) >> 3)
    return between.join(texts)
