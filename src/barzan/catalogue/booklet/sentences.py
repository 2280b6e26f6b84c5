"""The sentences of the findings, in Persian and English: what differs, where, and how to cure it.

``{line}`` and the values of the finding fill the gaps; a finding without sentences here cannot be made.
"""

SENTENCES: dict[str, tuple[str, str]] = {
    "text_cut": (
        "متن در سطر {line} در میان یک جدول بریده شده است؛ پروندهٔ کامل را بدهید.",
        "The text is cut inside a table in line {line}; give the whole file.",
    ),
    "summary_missing": (
        "جدول خلاصه (نمای کلی خدمات) پیدا نشد؛ طبقهٔ ردیف‌ها تنها از نشانه‌های روشن خوانده شد. جدول را "
        "بیفزایید.",
        "No summary table was found; classes were read from clear marks alone. Add the table.",
    ),
    "summary_column_missing": (
        "جدول خلاصه در سطر {line} ستون «{figure}» ندارد؛ آن را بیفزایید تا این شمار سنجیده شود.",
        "The summary table in line {line} has no column for {figure}; add it so that this figure can be "
        "checked.",
    ),
    "table_unread": (
        "جدول سطر {line} نه خلاصه است و نه فهرست خدمات و خوانده نشد؛ سرستون‌هایش را بنویسید.",
        "The table in line {line} is neither the summary nor a list of services and was not read; write "
        "its head.",
    ),
    "office_unnamed": (
        "عنوان دفتر بالای فهرست سطر {line} گم شده است؛ «{name}» به‌جای آن نهاده شد. عنوان درست را بنویسید.",
        "The office above the list in line {line} has lost its heading; {name} stands in. Write the right "
        "one.",
    ),
    "office_not_in_summary": (
        "«{office}» (سطر {line}) در جدول خلاصه نیست؛ نام را در یکی از دو جا درست کنید.",
        "{office} (line {line}) is not in the summary table; correct the name in one of the two places.",
    ),
    "office_without_list": (
        "جدول خلاصه در سطر {line} «{name}» را نام می‌برد ولی فهرست خدمات آن پیدا نشد؛ فهرست را بیفزایید.",
        "The summary names {name} in line {line}, but no list of its services was found; add the list.",
    ),
    "listed_count_differs": (
        "عنوان فهرست «{office}» در سطر {line} {listed} خدمت می‌گوید و جدول خلاصه {stated}؛ یکی را درست کنید.",
        "The heading of {office} in line {line} says {listed} services, the summary {stated}; correct one "
        "of them.",
    ),
    "services_missing": (
        "«{office}» (سطر {line}): {stated} خدمت اعلام شده و {found} ردیف چاپ شده است؛ {missing} خدمت گم است. "
        "آن‌ها را از اصل کتابچه بیفزایید.",
        "{office} (line {line}): {stated} services are stated and {found} rows printed; {missing} are "
        "missing. "
        "Add them from the original.",
    ),
    "services_surplus": (
        "«{office}» (سطر {line}): {stated} خدمت اعلام شده ولی {found} ردیف چاپ شده است؛ ردیف‌های افزوده را "
        "بیابید.",
        "{office} (line {line}): {stated} services are stated but {found} rows printed; find the surplus "
        "rows.",
    ),
    "class_count_differs": (
        "«{office}» (سطر {line}): {figure}: {stated} اعلام شده، {found} به یقین خوانده شده و {open} "
        "نامعلوم مانده است؛ "
        "نشانه‌ها را با اصل کتابچه بسنجید.",
        "{office} (line {line}): {figure}: {stated} stated, {found} read for certain, {open} undecided; "
        "compare the marks with the original.",
    ),
    "marks_differ": (
        "«{office}»، ردیف {row} (سطر {line}): نشانه‌ها چنان‌که چاپ شده‌اند {printed} می‌گویند و {read} "
        "خوانده شد؛ "
        "با اصل کتابچه بسنجید.",
        "{office}, row {row} (line {line}): the marks as printed say {printed}, and {read} was read; "
        "compare with the original.",
    ),
    "flag_undecided": (
        "«{office}»، ردیف {row} (سطر {line}): {figures} از نشانه‌ها و جدول خلاصه به دست نمی‌آید؛ آن را از "
        "اصل بنویسید.",
        "{office}, row {row} (line {line}): {figures} follows neither from the marks nor from the summary; "
        "take it from the original.",
    ),
    "summary_row_sum": (
        "جدول خلاصه، سطر {line}: «{name}» {stated} خدمت دارد ولی طبقه‌هایش {sum} می‌شود؛ یکی را درست کنید.",
        "Summary table, line {line}: {name} has {stated} services, but its classes add up to {sum}; "
        "correct one.",
    ),
    "summary_deputy_sum": (
        "جدول خلاصه، سطر {line}: {figure} برای «{name}» {stated} است ولی دفترهایش {sum} می‌شود؛ یکی را "
        "درست کنید.",
        "Summary table, line {line}: {figure} of {name} is {stated}, but its offices add up to {sum}; "
        "correct one.",
    ),
    "summary_total_sum": (
        "جدول خلاصه، سطر {line}: {figure} در جمع کل {stated} است ولی واحدها {sum} می‌شود؛ یکی را درست کنید.",
        "Summary table, line {line}: {figure} of the total is {stated}, but the units add up to {sum}; "
        "correct one.",
    ),
    "row_number_inferred": (
        "«{office}»، سطر {line}: شمارهٔ ردیف گم است و از ردیف‌های کنارش {row} دانسته شد؛ آن را بنویسید.",
        "{office}, line {line}: the row number is lost and was taken as {row} from its neighbours; write it.",
    ),
    "row_number_lost": (
        "«{office}»، سطر {line}: شمارهٔ ردیف گم است؛ آن را بنویسید.",
        "{office}, line {line}: the row number is lost; write it.",
    ),
    "row_number_gap": (
        "«{office}»، سطر {line}: پس از ردیف {before} ردیف {row} آمده است؛ ردیف‌های میان آن دو را بیابید.",
        "{office}, line {line}: row {row} follows row {before}; find the rows between them.",
    ),
    "row_number_repeated": (
        "«{office}»، سطر {line}: شمارهٔ ردیف {row} دوباره آمده است؛ شماره‌ها را درست کنید.",
        "{office}, line {line}: the row number {row} occurs again; correct the numbers.",
    ),
    "row_printed_twice": (
        "«{office}»، ردیف {row} (سطر {line}): این ردیف در سطر {first_line} هم چاپ شده است و یک بار شمرده شد؛ "
        "تکرار را بردارید.",
        "{office}, row {row} (line {line}): this row is also printed in line {first_line} and was counted "
        "once; remove the repetition.",
    ),
    "title_lost": (
        "«{office}»، ردیف {row} (سطر {line}): عنوان خدمت خالی است؛ آن را بنویسید.",
        "{office}, row {row} (line {line}): the title of the service is empty; write it.",
    ),
    "title_doubtful": (
        "«{office}»، ردیف {row} (سطر {line}): دو عنوان چاپ شده است؛ «{title}» گرفته شد، نه «{other}». با "
        "اصل بسنجید.",
        "{office}, row {row} (line {line}): two titles are printed; «{title}» was taken, not «{other}». "
        "Compare with the original.",
    ),
    "code_unread": (
        "«{office}»، ردیف {row} (سطر {line}): خانهٔ شناسه نه شناسه دارد و نه «فاقد شناسه»؛ یکی را بنویسید.",
        "{office}, row {row} (line {line}): the code's cell holds neither a code nor «فاقد شناسه»; write "
        "one.",
    ),
    "code_malformed": (
        "«{office}»، ردیف {row} (سطر {line}): شناسهٔ {code} یازده رقم ندارد؛ آن را درست کنید.",
        "{office}, row {row} (line {line}): the code {code} has not eleven digits; correct it.",
    ),
    "code_is_a_group": (
        "«{office}»، ردیف {row} (سطر {line}): شناسهٔ {code} به ۰۰۰ پایان می‌یابد و شناسهٔ گروه است، نه "
        "خدمت؛ درستش کنید.",
        "{office}, row {row} (line {line}): the code {code} ends in 000 and is a group's, not a service's; "
        "correct it.",
    ),
    "parent_code_malformed": (
        "«{office}»، ردیف {row} (سطر {line}): شناسهٔ گروه {code} باید یازده رقم و پایانش ۰۰۰ باشد؛ درستش "
        "کنید.",
        "{office}, row {row} (line {line}): the group's code {code} must have eleven digits and end in "
        "000; correct it.",
    ),
    "code_under_wrong_parent": (
        "«{office}»، ردیف {row} (سطر {line}): شناسهٔ {code} از گروه {parent_code} که زیر آن چاپ شده نیست؛ "
        "یکی را درست کنید.",
        "{office}, row {row} (line {line}): the code {code} is not of the group {parent_code} above it; "
        "correct one.",
    ),
    "code_repeated": (
        "«{office}»، ردیف {row} (سطر {line}): شناسهٔ {code} در سطر {first_line} هم آمده است؛ یکی را درست "
        "کنید.",
        "{office}, row {row} (line {line}): the code {code} also stands in line {first_line}; correct one.",
    ),
    "group_code_differs": (
        "گروه «{title}» در سطر {line} شناسهٔ {code} دارد و در سطر {first_line} شناسهٔ {first_code}؛ یکی را "
        "درست کنید.",
        "The group {title} has the code {code} in line {line} and {first_code} in line {first_line}; "
        "correct one.",
    ),
    "section_title_lost": (
        "عنوان بخش سطر {line} گم است؛ عنوان خدمت را بالای آن بنویسید.",
        "The section in line {line} has lost its title; write the service's title above it.",
    ),
    "section_without_row": (
        "بخش «{title}» در سطر {line} در فهرست خدمات ردیفی ندارد؛ ردیف را بیفزایید یا عنوان را درست کنید.",
        "The section {title} in line {line} has no row in the lists; add the row or correct the title.",
    ),
    "sections_missing": (
        "پس از فهرست‌ها (سطر {line}) هیچ بخشی برای خدمات نیست: نه گردش کاری، نه مدارکی. بخش‌ها را بیفزایید.",
        "After the lists (line {line}) there is no section of any service: neither flowcharts nor "
        "requirements. Add them.",
    ),
    "row_without_section": (
        "«{office}»، ردیف {row} (سطر {line}): برای «{title}» بخشی با این عنوان پیدا نشد؛ بخش را بیفزایید.",
        "{office}, row {row} (line {line}): no section was found for {title}; add it.",
    ),
    "requirements_missing": (
        "بخش «{title}» در سطر {line} مدارک مورد نیازی ندارد؛ آن‌ها یا «ندارد» را بنویسید.",
        "The section {title} in line {line} names no requirements; write them, or «ندارد».",
    ),
    "requirement_empty": (
        "مورد شمارهٔ {number} در سطر {line} خالی است؛ آن را بنویسید یا بردارید.",
        "Item {number} in line {line} is empty; write it or remove it.",
    ),
    "flow_without_end": (
        "گردش کار سطر {line} «پایان» ندارد؛ گام پایانی را بنویسید.",
        "The flow in line {line} has no «پایان»; write its last step.",
    ),
    "date_impossible": (
        "تاریخ {date} در سطر {line} در تقویم نیست؛ آن را با اصل سند بسنجید.",
        "The date {date} in line {line} is not in the calendar; compare it with the act.",
    ),
    "number_and_date_swapped": (
        "در سطر {line} شمارهٔ {number} و تاریخ {date} گویا جابه‌جا شده‌اند؛ آن‌ها را جابه‌جا کنید.",
        "In line {line} the number {number} and the date {date} seem to be exchanged; exchange them.",
    ),
    "act_dates_differ": (
        "{kind} شمارهٔ {number} در سطرهای {lines} با تاریخ‌های {dates} آمده است؛ تاریخ درست را بنویسید.",
        "The act {number} is cited in lines {lines} with the dates {dates}; write the right one.",
    ),
    "act_numbers_differ": (
        "{kind} مورخ {date} در سطرهای {lines} با شماره‌های {numbers} آمده است که گویا یکی‌اند؛ شمارهٔ درست "
        "را بنویسید.",
        "The act of {date} is cited in lines {lines} with the numbers {numbers}, which seem to be one; "
        "write the right one.",
    ),
}

# How the findings call a figure.
FIGURE_NAMES: dict[str, tuple[str, str]] = {
    "services": ("شمار خدمات", "services"),
    "specific": ("اختصاصی", "specific"),
    "general": ("عمومی", "general"),
    "shared": ("مشترک", "shared"),
    "client": ("ارباب رجوع", "client"),
}
