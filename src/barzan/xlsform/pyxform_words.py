"""What pyxform says, by its own words: our code for it, and the cell it means.

A message that names a row is found by its pattern. Where pyxform names none (its issues #649, #739) the words
say which rows to look at: those of a name, or those that have a parameter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pyxform import constants
from pyxform.errors import ErrorCode

S, C, E, T = constants.SURVEY, constants.CHOICES, constants.ENTITIES, constants.SETTINGS
_FIELD = re.compile(r"\{(\w+)\}")
_PARAMETERS = ("parameters",)
_SAVE = ("bind", "entities:saveto")


@dataclass(frozen=True, slots=True)
class Words:
    """``code`` None: we say it ourselves, better; nothing is to be told."""

    pattern: re.Pattern[str]
    code: str | None
    sheet: str = ""
    column: tuple[str, ...] = ()


_CODED: dict[str, tuple[str | None, str, tuple[str, ...]]] = {
    "ENTITY_001": ("entity_undeclared", S, _SAVE),
    "ENTITY_002": ("entity_saved_twice", S, _SAVE),
    "ENTITY_003": ("entity_saved_group", S, _SAVE),
    "ENTITY_004": ("entity_list", S, _SAVE),
    "ENTITY_005": ("entity_label", E, ("label",)),
    "ENTITY_006": ("entity_update", E, ("update_if",)),
    "ENTITY_007": ("entity_id", E, ("entity_id",)),
    "ENTITY_008": ("entity_prefix", S, _SAVE),
    "ENTITY_009": ("entity_scope", E, ("dataset",)),
    "ENTITY_011": ("entity_conflict", S, _SAVE),
    "ENTITY_012": ("entity_conflict", E, ("dataset",)),
    "ENTITY_013": ("entity_delimiter", S, _SAVE),
    "HEADER_001": ("column_headers", "", ()),
    "HEADER_002": ("column_same", "", ()),
    "HEADER_003": ("column_missing", "", ()),
    "HEADER_004": ("column_blanks", C, ()),
    "HEADER_005": ("column_entities", E, ()),
    "LABEL_001": (None, C, ()),
    "NAMES_001": ("name_twice", S, ("name",)),
    "NAMES_002": (None, S, ("name",)),
    "NAMES_003": ("repeat_name_root", S, ("name",)),
    "NAMES_004": ("repeat_name_twice", S, ("name",)),
    "NAMES_005": ("name_reserved", S, ("name",)),
    "NAMES_006": ("choice_name_missing", C, ("name",)),
    "NAMES_007": ("choice_twice", C, ("name",)),
    "NAMES_008": ("name_invalid", "", ()),
    "NAMES_009": ("name_invalid", "", ()),
    "NAMES_010": ("names_underscores", "", ()),
    "NAMES_011": ("names_period", "", ()),
    "NAMES_012": ("names_reserved", "", ()),
    "NAMES_014": ("entity_name_twice", E, ("dataset",)),
    "NAMES_015": ("entity_name_missing", E, ("dataset",)),
    "PYREF_001": ("reference_malformed", "", ()),
    "PYREF_002": ("reference_commas", "", ()),
    "PYREF_003": ("reference_unknown", "", ()),
    "PYREF_004": ("reference_ambiguous", "", ()),
    "RANGE_001": ("parameter_number", S, _PARAMETERS),
    "RANGE_002": ("parameter_zero", S, _PARAMETERS),
    "RANGE_003": ("parameter_range", S, _PARAMETERS),
    "RANGE_004": ("parameter_multiple", S, _PARAMETERS),
    "RANGE_005": ("parameter_range", S, _PARAMETERS),
    "RANGE_006": ("range_labels", S, _PARAMETERS),
    "RANGE_007": ("range_labels", S, _PARAMETERS),
    "RANGE_008": ("range_appearance", S, _PARAMETERS),
    "RANGE_009": ("range_labels", S, _PARAMETERS),
    "RANGE_010": ("range_labels", S, _PARAMETERS),
    "RANGE_011": ("range_labels", S, _PARAMETERS),
    "RANGE_012": ("range_labels", S, _PARAMETERS),
    "SURVEY_001": ("end_unmatched", S, ("type",)),
    "SURVEY_002": ("begin_unclosed", S, ("type",)),
    "SURVEY_003": ("parameter_value", S, _PARAMETERS),
    "SURVEY_004": ("parameters_form", S, _PARAMETERS),
    "SURVEY_005": ("parameters_unknown", S, _PARAMETERS),
    "SURVEY_006": ("geo_reference", S, _PARAMETERS),
    "SURVEY_007": ("parameter_number", S, _PARAMETERS),
    "SURVEY_008": ("parameter_number", S, _PARAMETERS),
    "SURVEY_009": ("parameter_value", S, _PARAMETERS),
}

# Longer patterns first: the first that fits is taken. ``row``, ``name`` and ``parameter`` say where to look.
_PLAIN: tuple[tuple[str, str | None, str, tuple[str, ...]], ...] = (
    (r"Row without name, text, or label", "row_skipped", S, ()),
    (r"The 'disabled' column header", "disabled_column", S, ("disabled",)),
    (r"The form_id and id_string column headers", "settings_form_id_twice", T, ("id_string",)),
    (r"Survey cannot have an empty id_string", "settings_form_id_empty", T, ("id_string",)),
    (r"Cannot omit instanceID", "settings_omit_instance", T, ("omit_instanceID",)),
    (r"Question with no type", "type_missing", S, ("type",)),
    (r"Question or group with no name", "name_missing", S, ("name",)),
    (r"Unknown question type '(?P<type>.*)'", "type_unknown", S, ("type",)),
    (r"(?P<type>subscriberid|simserial) is no longer supported", "type_device_id", S, ("type",)),
    (r"Audits must always be named", "audit_name", S, ("name",)),
    (r"(?P<parameter>[\w-]+) must be set to (true or false|on-form-edit)", "parameter_value", S, _PARAMETERS),
    (r"Parameter (?P<parameter>[\w-]+) must be set to no-power", "parameter_value", S, _PARAMETERS),
    (r"Parameter (?P<parameter>[\w-]+) must have an integer value", "parameter_number", S, _PARAMETERS),
    (r"Parameter (?P<parameter>[\w-]+) must be greater", "parameter_location", S, _PARAMETERS),
    (r"To include location information in the audit", "parameter_location", S, _PARAMETERS),
    (r"Invalid value for (?P<parameter>quality)", "parameter_value", S, _PARAMETERS),
    (r"(?P<parameter>seed) value must be a number", "parameter_number", S, _PARAMETERS),
    (
        r"Parameters must include randomize=true to use a (?P<parameter>seed)",
        "parameter_seed",
        S,
        _PARAMETERS,
    ),
    (r"Parameter 'app' has an invalid Android package name", "image_app", S, _PARAMETERS),
    (r"Use the max-pixels parameter", "image_size", S, _PARAMETERS),
    (r"Missing calculation", "calculation_missing", S, ("bind", "calculate")),
    (r"Repeat has no label", "repeat_label", S, ("label",)),
    (r"Repeat loop without list name", "loop_listless", S, ("type",)),
    (r"select one external is only meant", "external_unfiltered", S, ("choice_filter",)),
    (r"There should be an external_choices sheet", "list_no_sheet", S, ("type",)),
    (r"There should be a choices sheet", "list_no_sheet", S, ("type",)),
    (r"There should be choices for this question", "choices_none", S, ("type",)),
    (
        r"List name not in (?P<where>columns|choices|external choices) sheet: (?P<list>.*)",
        "list_missing",
        S,
        ("type",),
    ),
    (r"Choice names with spaces .* See \[(?P<choice>.*)\] in \[(?P<list>.*)\]", "choice_blank", C, ("name",)),
    (r"Choice filter not supported with or_other", "or_other_filter", S, ("choice_filter",)),
    (r"Please specify choices for this 'or other'", "or_other_list", S, ("type",)),
    (r"This form uses or_other and translations", "or_other_language", S, ("type",)),
    (r"Choice filter not supported for table-list", "table_list_filter", S, ("choice_filter",)),
    (
        r"Badly formatted table list, list names don't match: (?P<list>.*) vs\. (?P<other>.*)",
        "table_list_lists",
        S,
        ("type",),
    ),
    (r"File name for '\S+ (?P<file>.*)' should end with", "file_extension", S, ("type",)),
    (
        r"Question '(?P<name>.*)' is a select from file type, using 'search",
        "search_file",
        S,
        ("control", "appearance"),
    ),
    (
        r"Question '(?P<name>.*)' uses 'search\(\)', .* list name '(?P<list>.*?)'\.",
        "search_list",
        S,
        ("type",),
    ),
    (
        r"For 'background-geopoint' questions, the 'calculation'",
        "geopoint_calculation",
        S,
        ("bind", "calculate"),
    ),
    (r"For 'background-geopoint' questions, the 'trigger'", "geopoint_trigger", S, ("trigger",)),
    (
        r"The question \$\{(?P<name>.*?)\} is not user-visible .* question \$\{(?P<other>.*?)\}",
        "trigger_hidden",
        S,
        ("label",),
    ),
    (r"The survey element named '(?P<name>.*)' has no label or hint", "label_missing", S, ("label",)),
    (r"To use big-image, .* element named (?P<name>\S+)\.", "image_big", S, ("media", "image")),
    (r"Media type: (?P<type>\S+) not supported", "media_type", S, ()),
    (r"The same instance id .* Instance name: '(?P<name>.*?)'", "file_twice", S, ("type",)),
    (r"Instance names must be unique .* '(?P<name>.*?)'", "file_twice", S, ("type",)),
    (r"There is no survey element named '(?P<q>.*)'", "reference_unknown", S, ()),
    (
        r"There are (two|multiple) (survey elements|sections|.*) named '?(?P<name>[^']*)'?",
        "reference_ambiguous",
        S,
        (),
    ),
    (r"This section has not been included", "type_include", S, ("type",)),
    (r"Could not export itemsets", "list_no_sheet", S, ("type",)),
    (r"Language '.*' is missing the ", None, "", ()),
    (r"The following language declarations do not contain", None, "", ()),
    (r"When looking for a sheet named ", None, "", ()),
    (r"The input .*sheet named 'survey'|You must have a sheet named", "no_survey", "", ()),
)


def _pattern(template: str) -> re.Pattern[str]:
    """The pattern of a message of pyxform, from its template."""
    doubled = template.replace("{{", "\0").replace("}}", "\1")
    pieces = _FIELD.split(doubled)
    seen: set[str] = set()
    written = []
    for at, piece in enumerate(pieces):
        if at % 2 == 0:
            written.append(re.escape(piece.replace("\0", "{").replace("\1", "}")))
        elif piece in seen:
            written.append(f"(?P={piece})")
        else:
            seen.add(piece)
            written.append(f"(?P<{piece}>.*?)")
    return re.compile("".join(written) + "$", re.DOTALL)


WORDS: tuple[Words, ...] = (
    *(Words(_pattern(ErrorCode[key].value.msg), *told) for key, told in _CODED.items()),
    *(Words(re.compile(pattern, re.DOTALL), code, sheet, column) for pattern, code, sheet, column in _PLAIN),
)
ROW = re.compile(r"\[row : (?P<row>\d+)\]")
ALLOWED = {
    "track-changes": "true, false",
    "track-changes-reasons": "on-form-edit",
    "identify-user": "true, false",
    "location-priority": "no-power, low-power, balanced, high-accuracy",
    "quality": "voice-only, low, normal, external",
    "randomize": "true, false",
    "incremental": "true",
    "allow-mock-accuracy": "true, false",
}
