"""Our own vocabulary: what CPSV-AP has no term for, and the code lists of the catalogue. Pure.

Names and meanings are told in both languages at once, in the data and on the page that explains them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A term or value of our own: its name in both languages, and what it means in both."""

    fa: str
    en: str
    meaning_fa: str
    meaning_en: str


# What CPSV-AP 3.2.0 has no term for.
EXTENSION = {
    "hasStep": Entry(
        "گام",
        "step",
        "یک گام از روند انجام خدمت؛ شمارهٔ آن جایش را می‌گوید.",
        "A step of the work behind a service; its number says where it stands.",
    ),
    "number": Entry(
        "شماره",
        "number",
        "جای یک مدرک، گام، مستند یا راه در میان هم‌نوع‌هایش، از ۱.",
        "The place of a requirement, step, legal basis or channel among those of its sort, from 1.",
    ),
    "who": Entry(
        "انجام‌دهنده",
        "who",
        "نقشی که گام را انجام می‌دهد؛ هرگز نام یک فرد نیست.",
        "The role that does the step; never the name of a person.",
    ),
    "deadlineDays": Entry(
        "مهلت گام",
        "deadline of a step",
        "مهلت یک گام به روز تقویمی.",
        "How long a step may take, in calendar days.",
    ),
    "hasRedress": Entry(
        "راه اعتراض",
        "redress",
        "قاعده‌ای که می‌گوید چگونه می‌توان به نتیجه اعتراض کرد.",
        "The rule that says how to object to the result.",
    ),
    "standardDays": Entry(
        "زمان قانونی",
        "legal time",
        "زمان قانونی خدمت به روز؛ نوع روز را dayKind می‌گوید.",
        "The legal time of a service in days; dayKind says which days.",
    ),
    "dayKind": Entry(
        "نوع روز",
        "kind of day",
        "روز تقویمی یا روز کاری. processingTime تنها برای روز تقویمی داده می‌شود، چون مدت XSD روز کاری ندارد.",
        "Calendar or working days. processingTime is given for calendar days only: a duration of XML Schema "
        "knows no working days.",
    ),
    "standardText": Entry(
        "زمان، به گفتهٔ منبع",
        "time as worded",
        "زمان خدمت چنان‌که منبع نوشته است.",
        "The time as the source words it.",
    ),
    "nationalCode": Entry(
        "شناسهٔ ملی خدمت",
        "national code",
        "شناسهٔ ۱۱ رقمی خدمت در کشور.",
        "The code of 11 digits that the country gives a service.",
    ),
    "hasClient": Entry(
        "ارباب‌رجوع دارد",
        "has clients",
        "این‌که مردم یا شرکت‌ها برای آن می‌آیند. نبودنش یعنی منبع نگفته است.",
        "Whether people or companies come for it. Absent: the source does not say.",
    ),
    "gapReason": Entry(
        "چرا گم شده",
        "reason of the gap",
        "چرا منبع این خدمت را از دست داده و تنها جایش مانده است.",
        "Why the source has lost this service, of which only the place is known.",
    ),
    "describedByTitle": Entry(
        "شرحی نیست",
        "no description",
        "شرحی منتشر نشده است؛ چون CPSV-AP شرح را لازم می‌داند، عنوان در جای آن تکرار شده است.",
        "No description has been published; CPSV-AP demands one, so the title stands in its place.",
    ),
    "article": Entry(
        "ماده",
        "article",
        "کجای قانون یا مقرره، مانند «ماده ۵».",
        "Where in the instrument, such as an article.",
    ),
    "dateText": Entry(
        "تاریخ، چنان‌که چاپ شده",
        "date as printed",
        "تاریخ سند چنان‌که در منبع آمده، هجری خورشیدی.",
        "The date of the instrument as the source prints it, Jalali.",
    ),
    "booklet": Entry(
        "کتابچه",
        "booklet",
        "کد کتابچه‌ای که خدمت از آن خوانده شده است.",
        "The code of the booklet that the service was read from.",
    ),
    "sourceLine": Entry(
        "سطر منبع",
        "source line",
        "سطر متن کتابچه که این را می‌گوید.",
        "The line of the booklet's text that says this.",
    ),
    "contentHash": Entry(
        "اثر انگشت محتوا",
        "content hash",
        "چکیدهٔ SHA-256 محتوای نسخهٔ منتشرشده.",
        "The SHA-256 of the content of the published version.",
    ),
}

# Classes of our own.
CLASSES = {
    "Step": Entry("گام", "Step", "یک گام از روند انجام خدمت.", "A step of the work behind a service."),
}

# Code lists of our own: scheme, then value.
CODES = {
    "class": {
        "specific": Entry(
            "اختصاصی", "Specific", "تنها این دستگاه آن را می‌دهد.", "Only this agency gives it."
        ),
        "general": Entry(
            "عمومی",
            "General",
            "هر دستگاهی برای کار خود آن را دارد.",
            "Every agency has it for its own affairs.",
        ),
        "shared": Entry(
            "مشترک", "Shared", "با دستگاه‌های دیگر انجام می‌شود.", "It is done together with other agencies."
        ),
    },
    "requirement": {
        "document": Entry("مدرک", "Document", "برگه‌ای که باید همراه باشد.", "A paper to bring."),
        "form": Entry("فرم", "Form", "فرمی که باید پر شود.", "A form to fill in."),
        "procedure": Entry("رویه", "Procedure", "رویه‌ای که باید پیموده شود.", "A procedure to follow."),
        "system": Entry("سامانه", "System", "سامانه‌ای که باید در آن وارد شد.", "A system to sign in to."),
    },
    "basis": {
        "act": Entry("قانون", "Act", "مصوبهٔ مجلس.", "Passed by parliament."),
        "bylaw": Entry("آیین‌نامه", "By-law", "مقررهٔ اجرایی یک قانون.", "Rules made under an act."),
        "instruction": Entry("دستورالعمل", "Instruction", "شیوهٔ انجام کار.", "How the work is done."),
        "resolution": Entry(
            "مصوبه", "Resolution", "تصمیم یک شورا یا هیئت.", "Decided by a council or board."
        ),
        "circular": Entry(
            "بخشنامه", "Circular", "دستور به چند دستگاه یا دفتر.", "An order to several offices."
        ),
        "letter": Entry("نامه", "Letter", "نامهٔ اداری.", "An official letter."),
        "other": Entry("سند دیگر", "Other document", "سندی از نوع دیگر.", "A document of another sort."),
    },
    "channel": {
        "counter": Entry("حضوری", "At the counter", "رفتن به دفتر.", "A visit to the office."),
        "web": Entry("اینترنتی", "On the web", "درگاه یا سامانه.", "A site or an online system."),
        "phone": Entry("تلفنی", "By phone", "تماس تلفنی.", "A call."),
        "sms": Entry("پیامکی", "By text message", "فرستادن پیامک.", "A text message."),
        "post": Entry("پستی", "By post", "فرستادن با پست.", "A letter."),
    },
    "day": {
        "calendar": Entry("روز تقویمی", "Calendar days", "هر روز هفته.", "Every day of the week."),
        "working": Entry(
            "روز کاری", "Working days", "روزهایی که اداره باز است.", "Days on which it is open."
        ),
    },
    "status": {
        "active": Entry(
            "در حال ارائه", "Active", "خدمت در فهرست است.", "The service stands in the catalogue."
        ),
        "retired": Entry(
            "برچیده",
            "Retired",
            "خدمت دیگر ارائه نمی‌شود؛ نشانی‌اش همچنان پاسخ می‌دهد.",
            "The service is no longer given; its address still answers.",
        ),
    },
    "rule": {
        "procedure": Entry(
            "روند انجام کار", "Procedure", "گام‌های انجام خدمت، به ترتیب.", "The steps of the work, in order."
        ),
        "redress": Entry("اعتراض", "Redress", "راه اعتراض به نتیجه.", "How to object to the result."),
    },
}

CURRENCY = "http://publications.europa.eu/resource/authority/currency/IRR"
CURRENCY_NAMES = {"fa": "ریال ایران", "en": "Iranian rial"}

RIGHTS = Entry(
    "دادهٔ باز",
    "Open data",
    "این داده‌ها را هر کس می‌تواند برای هر کاری به کار برد، با نام بردن از منبع.",
    "Anybody may use these data for any purpose, naming the source.",
)
