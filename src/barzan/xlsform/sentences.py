"""What can be said of a workbook: by code, what is wrong and what to do, in Persian and English."""

from __future__ import annotations

from collections.abc import Mapping

from barzan.xlsform.sentences_of_cells import CELLS
from barzan.xlsform.sentences_of_logic import LOGIC
from barzan.xlsform.sentences_of_types import TYPES

Sentence = tuple[str, str, str, str]

_FILES: dict[str, Sentence] = {
    "file_too_large": (
        "فایل از {megabytes} مگابایت بزرگ‌تر است.",
        "The file is over {megabytes} MB.",
        "عکس‌ها و برگه‌های دیگر را از آن بردارید.",
        "Take pictures and other sheets out of it.",
    ),
    "file_swells": (
        "محتوای این فایل پس از باز شدن بیش از اندازه بزرگ می‌شود.",
        "This file grows far too large when it is opened.",
        "ردیف‌ها و ستون‌های خالی قالب‌دار و برگه‌های دیگر را پاک کنید.",
        "Delete formatted empty rows and columns, and other sheets.",
    ),
    "file_unreadable": (
        "این فایل کارپوشهٔ درستی نیست.",
        "This file is no sound workbook.",
        "آن را در برنامهٔ صفحه‌گسترده باز کنید و از نو «xlsx» ذخیره کنید.",
        "Open it in a spreadsheet program and save it anew as “xlsx”.",
    ),
    "file_refused": (
        "{fa}",
        "{en}",
        "سپس فایل تازه را بفرستید.",
        "Then send the new file.",
    ),
    "file_macros": (
        "این فایل ماکرو دارد؛ ماکروها کنار گذاشته شد و اجرا نمی‌شود.",
        "This file holds macros; they were left out and are never run.",
        "آن را «xlsx» ذخیره کنید.",
        "Save it as “xlsx”.",
    ),
    "file_links": (
        "این فایل به فایل‌های دیگر پیوند دارد؛ آخرین مقدارهای ذخیره‌شده خوانده شد.",
        "This file is linked to other files; the values last saved were read.",
        "پیوندها را با «ویرایش پیوندها» بگسلید.",
        "Break the links with “Edit links”.",
    ),
    "no_survey": (
        "این فایل برگهٔ «survey» ندارد.",
        "This file has no sheet “survey”.",
        "برگهٔ پرسش‌ها را «survey» بنامید.",
        "Name the sheet of the questions “survey”.",
    ),
    "no_survey_near": (
        "این فایل برگهٔ «survey» ندارد، ولی برگهٔ «{near}» دارد.",
        "This file has no sheet “survey”, but a sheet “{near}”.",
        "اگر پرسش‌ها آن‌جاست، نامش را «survey» کنید.",
        "If the questions stand there, rename it “survey”.",
    ),
    "survey_empty": (
        "برگهٔ «survey» هیچ پرسشی ندارد.",
        "The sheet “survey” holds no question.",
        "زیر سرستون‌ها دست‌کم یک پرسش بنویسید.",
        "Write at least one question below the headers.",
    ),
    "header_blank": (
        "ردیف نخست این برگه خالی است؛ سرستون‌ها باید در آن باشد.",
        "The first row of this sheet is empty; the headers belong there.",
        "ردیف‌های خالی بالای سرستون‌ها را پاک کنید.",
        "Delete the empty rows above the headers.",
    ),
    "sheet_misnamed": (
        "برگهٔ «{name}» خوانده نمی‌شود؛ گویا «{near}» منظور است.",
        "The sheet “{name}” is not read; “{near}” seems to be meant.",
        "نامش را «{near}» کنید؛ اگر برگهٔ دیگری است، نامش را با «_» آغاز کنید.",
        "Rename it “{near}”; if it is another sheet, begin its name with “_”.",
    ),
    "rows_far_below": (
        "از این ردیف به بعد خوانده نمی‌شود، چون {blank} ردیف خالی پیش از آن است.",
        "From this row on nothing is read, since {blank} empty rows stand before it.",
        "ردیف‌های خالی را پاک کنید.",
        "Delete the empty rows.",
    ),
    "too_many_rows": (
        "این برگه بیش از {limit} ردیف دارد.",
        "This sheet has over {limit} rows.",
        "فهرست‌های بزرگ را در فایل CSV جدا بگذارید (select_one_from_file).",
        "Put long lists into a CSV file of their own (select_one_from_file).",
    ),
    "column_unnamed": (
        "ستون {column} سرستون ندارد و {count} خانهٔ پر آن خوانده نمی‌شود.",
        "Column {column} has no header, and its {count} filled cells are not read.",
        "به آن سرستون بدهید یا پاکش کنید.",
        "Give it a header or delete it.",
    ),
    "column_twice": (
        "این ستون دو بار آمده است ({first} و {second}).",
        "This column stands twice ({first} and {second}).",
        "یکی را بردارید یا نامش را عوض کنید.",
        "Remove one or rename it.",
    ),
    "column_same": (
        "«{other}» و «{column}» دو نام یک ستون‌اند.",
        "“{other}” and “{column}” are two names of one column.",
        "یکی را بردارید.",
        "Remove one.",
    ),
    "column_unknown": (
        "ستون «{column}» شناخته نیست و خوانده نمی‌شود.",
        "The column “{column}” is unknown and is not read.",
        "گویا «{near}» منظور است؛ نامش را درست کنید.",
        "“{near}” seems to be meant; correct its name.",
    ),
    "column_missing": (
        "ستون «{name}» نیست.",
        "The column “{name}” is missing.",
        "آن را بیفزایید.",
        "Add it.",
    ),
    "column_missing_near": (
        "ستون «{name}» نیست، ولی ستون «{column}» هست.",
        "The column “{name}” is missing, but there is a column “{column}”.",
        "اگر همان است، نامش را «{name}» کنید.",
        "If it is that, rename it “{name}”.",
    ),
    "column_headers": (
        "سرستون‌های این برگه خوانده نشد.",
        "The headers of this sheet cannot be read.",
        "سرستون‌ها را در ردیف نخست بنویسید، مانند type و name و label.",
        "Write the headers in the first row, such as type, name and label.",
    ),
    "column_blanks": (
        "سرستون «{column}» فاصله دارد یا خالی است و کنار گذاشته شد.",
        "The header “{column}” holds blanks or is empty and was left out.",
        "به‌جای فاصله «_» بنویسید.",
        "Write “_” for blanks.",
    ),
    "column_entities": (
        "ستون‌های {columns} در برگهٔ entities شناخته نیست.",
        "The columns {columns} of the sheet entities are unknown.",
        "املای آن‌ها را ببینید یا بردارید.",
        "Look at their spelling or remove them.",
    ),
    "unplaced": (
        "این فرم ساخته نشد. گفتهٔ pyxform: {told}",
        "This form cannot be made. pyxform says: {told}",
        "ردیف و ستونی را که نام برده است ببینید.",
        "Look at the row and the column that it names.",
    ),
    "unplaced_warning": (
        "هشدار pyxform: {told}",
        "pyxform warns: {told}",
        "ردیف و ستونی را که نام برده است ببینید.",
        "Look at the row and the column that it names.",
    ),
    "too_many_findings": (
        "ایرادها بیش از {limit} است؛ بقیه نوشته نشد.",
        "There are over {limit} findings; the rest is not listed.",
        "این‌ها را درست کنید و دوباره بسنجید.",
        "Mend these and check again.",
    ),
    "form_refused": (
        "{fa}",
        "{en}",
        "این ردیف را درست کنید و دوباره بسنجید.",
        "Mend this row and check again.",
    ),
}  # fmt: skip

SENTENCES: Mapping[str, Sentence] = {**_FILES, **CELLS, **LOGIC, **TYPES}
