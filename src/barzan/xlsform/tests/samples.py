"""Example workbooks for the tests of every room that needs a form: built, never fetched.

questionnaire_120()   120 questions, three repeats (one inside another), places that narrow down
census()              a household census with personal fields
checklist()           an inspection with photographs and a score
poll()                three questions for everybody, all on one page
request_form()        a request to an office, with attachments
"""

from __future__ import annotations

from barzan.xlsform.tests.building import FA, Row, book, choices, question
from barzan.xlsform.tests.sample_texts import (
    HOUSING,
    LISTS,
    MEMBERS,
    NEEDS,
    PEOPLE,
    PLACES,
    SERVICES,
    SHOPS,
    STATEMENTS,
    VISITS,
)


def questionnaire_120() -> bytes:
    """A neighbourhood questionnaire: exactly 120 questions that a person answers."""
    return book(
        survey=questionnaire_rows(),
        choices=[*LISTS_ROWS, *PLACES_ROWS],
        settings=_settings("neighbourhood", "پرسشنامهٔ محله"),
    )


def census() -> bytes:
    """A census of households: who lives here, with names and national ids marked as personal."""
    survey = [
        question("today", "day"),
        *_places(),
        question("text", "address", "نشانی", "Address", personal="yes", required="yes"),
        question("geopoint", "point", "جای خانه روی نقشه", "Place of the house", personal="yes"),
        question(
            "integer",
            "size",
            "شمار اعضای خانوار",
            "Members of the household",
            required="yes",
            constraint=". > 0 and . <= 30",
            constraint_message=("از ۱ تا ۳۰", "From 1 to 30"),
        ),
        question("begin_repeat", "member", "عضو خانوار", "Member", repeat_count="${size}"),
        *_rows(MEMBERS),
        question("end_repeat"),
        question("calculate", "grown", calculation="count(${member}[age >= 18])"),
        question("note", "told", "بزرگسالان: ${grown}", "Adults: ${grown}"),
    ]
    return book(
        survey=survey, choices=[*LISTS_ROWS, *PLACES_ROWS], settings=_settings("census", "سرشماری خانوار")
    )


def checklist() -> bytes:
    """An inspection of a building site: each point kept, missing or not applicable; photographs; a score."""
    points = [
        ("fence", "محوطه حصار دارد", "The site is fenced"),
        ("sign", "تابلوی پروانه نصب است", "The permit is posted"),
        ("helmet", "کارگران کلاه ایمنی دارند", "Workers wear helmets"),
        ("scaffold", "داربست مهار شده است", "The scaffold is braced"),
        ("lift", "بالابر گواهی معاینه دارد", "The lift is certified"),
        ("fire", "کپسول آتش‌نشانی در دسترس است", "A fire extinguisher is at hand"),
        ("waste", "نخاله هر روز برده می‌شود", "Rubble is carried away daily"),
        ("noise", "ساعت‌های سکوت رعایت می‌شود", "Quiet hours are kept"),
    ]
    survey: list[Row] = [question("barcode", "permit", "رمزینهٔ پروانه", "Code of the permit")]
    for name, fa, en in points:
        survey.append(question("select_one kept", name, fa, en, required="yes", appearance="likert"))
        survey.append(
            question(
                "image",
                f"{name}_photo",
                f"عکس: {fa}",
                f"Photograph: {en}",
                relevant=f"${{{name}}} = 'no'",
                parameters="max-pixels=1600",
            )
        )
    kept = " + ".join(f"if(${{{name}}} = 'yes', 1, 0)" for name, _, _ in points)
    told = f"امتیاز: ${{score}} از {len(points)}", f"Score: ${{score}} of {len(points)}"
    survey += [
        question("calculate", "score", calculation=kept),
        question("note", "result", *told),
        question(
            "image",
            "signature",
            "امضای بازرس",
            "Signature",
            appearance="signature",
            personal="yes",
            parameters="max-pixels=800",
        ),
    ]
    return book(survey=survey, choices=LISTS_ROWS, settings=_settings("checklist", "بازبینی کارگاه ساختمانی"))


def poll() -> bytes:
    """A poll: three questions on one page."""
    survey = [
        question(
            "select_one yes_no",
            "park",
            "آیا با ساختن بوستان موافقید؟",
            "Are you for the park?",
            required="yes",
        ),
        question("rank wishes", "wishes", "به ترتیب اهمیت بچینید", "Put in order of importance"),
        question(
            "text",
            "say",
            "پیشنهاد شما",
            "Your suggestion",
            appearance="multiline",
            hint=("اختیاری", "Optional"),
        ),
    ]
    return book(
        survey=survey,
        choices=LISTS_ROWS,
        settings={**_settings("poll", "نظرسنجی بوستان"), "one_page": "yes"},
    )


def request_form() -> bytes:
    """A request to an office: who, what, papers."""
    survey = [
        question("begin_group", "applicant", "درخواست‌کننده", "Applicant"),
        *_rows(PEOPLE),
        question("end_group"),
        question("select_one subjects", "subject", "موضوع درخواست", "Subject", required="yes"),
        question(
            "text",
            "subject_other",
            "موضوع دیگر",
            "Other subject",
            relevant="${subject} = 'other'",
            required="yes",
        ),
        question(
            "date",
            "since",
            "از چه تاریخی؟",
            "Since when?",
            constraint=". <= today()",
            constraint_message=("تاریخ در آینده است", "The date is in the future"),
        ),
        question("file", "paper", "مدرک", "Document", hint=("PDF یا عکس", "PDF or photograph")),
        question(
            "acknowledge", "true_said", "درستی این گفته‌ها را می‌پذیرم", "What I said is true", required="yes"
        ),
    ]
    return book(survey=survey, choices=LISTS_ROWS, settings=_settings("request", "فرم درخواست"))


def long_form(rows: int) -> bytes:
    """A form of so many rows: groups of ten questions of every common kind, in two languages."""
    survey: list[Row] = []
    number = 0
    while len(survey) + 12 <= rows:
        survey.append(question("begin_group", f"g{number}", f"گروه {number}", f"Group {number}"))
        for _ in range(10):
            survey.append(_long_question(number))
            number += 1
        survey.append(question("end_group"))
    survey += [question("text", f"last{at}", "پایان", "End") for at in range(rows - len(survey))]
    return book(survey=survey, choices=LISTS_ROWS, settings=_settings("long", "پرسشنامهٔ بلند"))


def _long_question(number: int) -> Row:
    name, fa, en = f"q{number}", f"پرسش شمارهٔ {number}؟", f"Question {number}?"
    kind = number % 5
    if kind == 1:
        return question("select_one yes_no", name, fa, en, required="yes")
    if kind == 2:
        limits = ("عدد از صفر تا هزار", "A number from 0 to 1000")
        return question("integer", name, fa, en, constraint=". >= 0 and . < 1000", constraint_message=limits)
    if kind == 3:
        return question("text", name, fa, en, relevant=f"${{q{number - 1}}} > 5", hint=("کوتاه", "Short"))
    if kind == 4:
        return question("calculate", name, calculation=f"${{q{number - 2}}} + 1")
    return question("text", name, fa, en)


def questionnaire_rows() -> list[Row]:
    return [
        question("start", "begun"),
        question("end", "ended"),
        question("today", "day"),
        question(
            "note",
            "welcome",
            "پرسشنامهٔ محله؛ پاسخ‌ها محرمانه است.",
            "Neighbourhood questionnaire; confidential.",
        ),
        question(
            "select_one yes_no",
            "agreed",
            "آیا به پاسخ دادن رضایت دارید؟",
            "Do you agree to answer?",
            required="yes",
        ),
        question("begin_group", "where", "محل سکونت", "Where you live", relevant="${agreed} = 'yes'"),
        *_places(),
        question("text", "quarter", "نام محله", "Neighbourhood"),
        question("geopoint", "point", "جای خانه", "Place of the house", personal="yes"),
        question("end_group"),
        question(
            "begin_group", "head", "سرپرست خانوار", "Head of the household", relevant="${agreed} = 'yes'"
        ),
        *_rows(PEOPLE),
        question("end_group"),
        question(
            "begin_repeat", "member", "عضو خانوار", "Member of the household", relevant="${agreed} = 'yes'"
        ),
        *_rows(MEMBERS),
        question("begin_repeat", "visit", "مراجعهٔ درمانی", "Visit to a doctor", relevant="${ill} = 'yes'"),
        *_rows(VISITS),
        question("end_repeat"),
        question("end_repeat"),
        question("calculate", "members", calculation="count(${member})"),
        question("begin_group", "housing", "مسکن", "Housing"),
        *_rows(HOUSING),
        question("end_group"),
        question("begin_repeat", "shop", "کسب‌وکار خانگی", "Home business", appearance="field-list"),
        *_rows(SHOPS),
        question("end_repeat"),
        *_matrix("services", "خدمات محله", "Services of the neighbourhood", SERVICES, "satisfaction"),
        *_matrix(
            "opinions", "نظر شما دربارهٔ محله", "Your opinion of the neighbourhood", STATEMENTS, "agreement"
        ),
        question("begin_group", "needs", "نیازها", "Needs"),
        *_rows(NEEDS),
        question("end_group"),
        question(
            "note",
            "thanks",
            "سپاس از شما؛ ${members} عضو نوشته شد.",
            "Thank you; ${members} members written.",
        ),
    ]


def _matrix(name: str, fa: str, en: str, lines: list[tuple[str, str, str]], scale: str) -> list[Row]:
    return [
        question("begin_group", name, fa, en, appearance="field-list"),
        *(
            question(f"select_one {scale}", line, its_fa, its_en, appearance="likert")
            for line, its_fa, its_en in lines
        ),
        question("end_group"),
    ]


def _places() -> list[Row]:
    return [
        question("select_one province", "province", "استان", "Province", required="yes"),
        question(
            "select_one county",
            "county",
            "شهرستان",
            "County",
            required="yes",
            choice_filter="province = ${province}",
        ),
        question(
            "select_one city", "city", "شهر", "City", required="yes", choice_filter="county = ${county}"
        ),
    ]


def _rows(lines: list[tuple[str, str, str, str, dict[str, object]]]) -> list[Row]:
    return [question(kind, name, fa, en, **more) for kind, name, fa, en, more in lines]  # type: ignore[arg-type]


def _settings(key: str, title: str) -> Row:
    return {"form_title": title, "form_id": key, "version": "1", "default_language": FA}


LISTS_ROWS: list[Row] = [row for name, items in LISTS.items() for row in choices(name, items)]
PLACES_ROWS: list[Row] = [
    row
    for kind, items in PLACES.items()
    for row in choices(kind, [item[:3] for item in items], [item[3] for item in items])
]
