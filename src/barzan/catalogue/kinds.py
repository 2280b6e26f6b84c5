"""The kinds of findings of the booklet's reader, in words; a kind that is not named here is shown by its key.

A file may write a key with hyphens for underscores.
"""

from django.utils.translation import gettext_lazy as _

KINDS = {
    "text_cut": _("Text cut off"),
    "summary_missing": _("Summary table missing"),
    "summary_column_missing": _("Column of the summary missing"),
    "table_unread": _("Table not understood"),
    "office_unnamed": _("Office without a name"),
    "office_not_in_summary": _("Office not in the summary"),
    "office_without_list": _("Office without a list"),
    "listed_count_differs": _("Count in the heading differs"),
    "services_missing": _("Services missing"),
    "services_surplus": _("Services too many"),
    "class_count_differs": _("Count of a class differs"),
    "marks_differ": _("Marks read otherwise than printed"),
    "flag_undecided": _("Class or client undecided"),
    "summary_row_sum": _("Row of the summary does not add up"),
    "summary_deputy_sum": _("Deputy's row does not add up"),
    "summary_total_sum": _("Grand total does not add up"),
    "row_number_inferred": _("Row number inferred"),
    "row_number_lost": _("Row number lost"),
    "row_number_gap": _("Gap between row numbers"),
    "row_number_repeated": _("Row number repeated"),
    "row_printed_twice": _("Row printed twice"),
    "title_lost": _("Title lost"),
    "title_doubtful": _("Two titles printed"),
    "code_unread": _("Code unreadable"),
    "code_malformed": _("Code malformed"),
    "code_is_a_group": _("Code of a group"),
    "parent_code_malformed": _("Code of the group malformed"),
    "code_under_wrong_parent": _("Code under the wrong group"),
    "code_repeated": _("Code repeated"),
    "group_code_differs": _("One group, two codes"),
    "section_title_lost": _("Section without a title"),
    "section_without_row": _("Section without a row"),
    "row_without_section": _("Row without a section"),
    "sections_missing": _("No sections at all"),
    "requirements_missing": _("Requirements missing"),
    "requirement_empty": _("Requirement empty"),
    "flow_without_end": _("Flowchart without an end"),
    "number_and_date_swapped": _("Number and date swapped"),
    "date_impossible": _("Impossible date"),
    "act_dates_differ": _("One act, two dates"),
    "act_numbers_differ": _("One act, two numbers"),
}


def label(kind: str) -> str:
    """What a kind of findings is called."""
    return str(KINDS.get(kind.replace("-", "_"), kind))
