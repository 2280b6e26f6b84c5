"""What the headers of a sheet mean, as pyxform takes them; the columns that Barzan adds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyxform import aliases, constants
from pyxform.parsing.sheet_headers import process_header
from pyxform.question import MultipleChoiceQuestion, Option
from pyxform.survey import Survey as PyxformSurvey
from rapidfuzz import fuzz, process

from barzan.persian.text import ZWNJ, latin_digits, normalise
from barzan.xlsform.book import Book, Sheet

NAMESPACE = "urn:barzan:form:1"
PREFIX = "barzan"
EXTRA = ("personal", "tag", "retention")
SETTINGS = ("consent", "retention_days", "one_page")
LANGUAGE_NEUTRAL = "default"
TEXTS = {  # what each language has to say, by the tokens before the language
    ("label",),
    ("hint",),
    ("guidance_hint",),
    ("bind", "jr:constraintMsg"),
    ("bind", "jr:requiredMsg"),
}
_FIELDS: Mapping[str, tuple[Mapping[str, object], frozenset[str]]] = {
    constants.SURVEY: (aliases.survey_header, frozenset(MultipleChoiceQuestion.get_slot_names())),
    constants.CHOICES: (aliases.list_header, frozenset(Option.get_slot_names())),
    constants.EXTERNAL_CHOICES: (aliases.list_header, frozenset(Option.get_slot_names())),
    constants.OSM: (aliases.list_header, frozenset(Option.get_slot_names())),
    constants.SETTINGS: (aliases.settings_header, frozenset(PyxformSurvey.get_slot_names())),
    constants.ENTITIES: (
        aliases.entities_header,
        frozenset(each.value for each in constants.EntityColumns.value_list()),
    ),
}
# The headers an author may have meant: what the documentation of XLSForm names.
_KNOWN = {
    constants.SURVEY: (
        "type",
        "name",
        "label",
        "hint",
        "guidance_hint",
        "appearance",
        "relevant",
        "constraint",
        "constraint_message",
        "required",
        "required_message",
        "readonly",
        "read_only",
        "calculation",
        "default",
        "choice_filter",
        "parameters",
        "repeat_count",
        "trigger",
        "save_to",
        "autoplay",
        "image",
        "audio",
        "video",
        "media::image",
        "media::audio",
        "media::video",
        "body::accuracyThreshold",
        "body::intent",
        "note",
        "disabled",
        *EXTRA,
    ),
    constants.CHOICES: ("list_name", "list name", "name", "label", "image", "audio", "video"),
    constants.EXTERNAL_CHOICES: ("list_name", "list name", "name", "label"),
    constants.SETTINGS: (
        "form_title",
        "form_id",
        "version",
        "default_language",
        "instance_name",
        "style",
        "public_key",
        "submission_url",
        "allow_choice_duplicates",
        "auto_send",
        "auto_delete",
        "namespaces",
        "name",
        *SETTINGS,
    ),
    constants.ENTITIES: ("list_name", "dataset", "label", "entity_id", "create_if", "update_if", "repeat"),
}

Tokens = tuple[str, ...]


@dataclass(slots=True)
class Columns:
    """The headers of a sheet and the tokens they stand for: ``relevance`` is ``("bind", "relevant")``."""

    tokens: dict[str, Tokens] = field(default_factory=dict)
    headers: dict[Tokens, str] = field(default_factory=dict)
    languages: list[str] = field(default_factory=list)

    def header(self, *tokens: str) -> str:
        """The header of these tokens; "" where the sheet has no such column."""
        return self.headers.get(tokens, "")

    def get(self, row: Mapping[str, str], *tokens: str) -> str:
        """The cell of ``row`` in the column of these tokens."""
        return row.get(self.headers.get(tokens, ""), "")

    def texts(self, *tokens: str) -> dict[str, str]:
        """The headers of a text by language; "default" where the column names none."""
        return {
            (each[len(tokens)] if len(each) > len(tokens) else LANGUAGE_NEUTRAL): header
            for each, header in self.headers.items()
            if each[: len(tokens)] == tokens and len(each) <= len(tokens) + 1
        }


def columns_of(sheet: Sheet) -> Columns:
    """What the headers of a sheet mean."""
    found = Columns()
    named, fields = _FIELDS[sheet.key]
    double = any("::" in header for header in sheet.letters)
    for header in sheet.letters:
        tokens = process_header(header, double, named, fields)[1]
        found.tokens[header] = tokens
        found.headers.setdefault(tokens, header)
    if sheet.key == constants.SURVEY:
        for header in extras(sheet):
            found.headers.pop(found.tokens[header], None)
            found.tokens[header] = (constants.BIND, f"{PREFIX}:{header.lower()}")
            found.headers[found.tokens[header]] = header
        name = next((header for header, tokens in found.tokens.items() if tokens == ("name",)), None)
        if name:
            found.headers["name",] = name
    for tokens in found.headers:
        for text in TEXTS:
            if (
                tokens[: len(text)] == text
                and len(tokens) == len(text) + 1
                and tokens[-1] not in found.languages
            ):
                found.languages.append(tokens[-1])
    return found


def extras(sheet: Sheet) -> list[str]:
    """The columns of Barzan in the sheet ``survey``. XLSForm knows ``tag`` as an old word for ``name``."""
    lower = {header.lower() for header in sheet.letters}
    named = bool(lower & {"name", "value"})
    return [
        header for header in sheet.letters if header.lower() in EXTRA and (named or header.lower() != "tag")
    ]


def renamed(sheet: Sheet) -> dict[str, str]:
    """The headers under which pyxform carries the columns of Barzan into the form.

    A header with ``::`` forbids ``:`` as a separator in all others, so that those are rewritten with it.
    """
    ours = extras(sheet)
    if not ours:
        return {}
    new = {header: f"bind::{PREFIX}:{header.lower()}" for header in ours}
    if not any("::" in header for header in sheet.letters):
        meant = columns_of(sheet).tokens
        new |= {header: "::".join(meant[header]) for header in sheet.letters if ":" in header}
    return new


def suggestion(sheet: str, header: str) -> str:
    """The known header that an unknown one was meant to be; "" where none is near."""
    first, mark, rest = header.partition("::")
    meant = near(first, _KNOWN.get(sheet, ()))
    return f"{meant}{mark}{rest}" if meant else ""


def near(written: str, known: Iterable[str], cutoff: float = 78) -> str:
    """The known word that ``written`` is nearest to, whatever the spelling; "" where none is near."""
    folded = {folded_name(word): word for word in known}
    best = process.extractOne(folded_name(written), list(folded), scorer=fuzz.ratio, score_cutoff=cutoff)
    return folded[best[0]] if best else ""


def folded_name(name: str) -> str:
    """A key in which look-alike letters and digits of both alphabets are one."""
    return latin_digits(normalise(name)).replace(ZWNJ, "").replace(" ", "_").replace("-", "_").lower()


def settings_of(book: Book) -> dict[str, dict[str, str]]:
    """What Barzan reads of the sheet ``settings`` itself."""
    sheet = book.sheet("settings")
    columns = columns_of(sheet)
    row = sheet.rows[0] if sheet.rows else {}
    found: dict[str, dict[str, str]] = {}
    for header, tokens in columns.tokens.items():
        name = tokens[0].lower().replace(" ", "_")
        if name in SETTINGS and row.get(header):
            found.setdefault(name, {})[tokens[1] if len(tokens) > 1 else ""] = row[header]
    return found
