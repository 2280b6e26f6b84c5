"""What is said of a rule that an answer breaks, in Persian and English."""

from __future__ import annotations

from barzan.persian.text import persian_digits
from barzan.xforms.texts import Text


def both(fa: str, en: str) -> Text:
    return Text({"fa": fa, "en": en}, "fa")


REQUIRED = both("این پرسش پاسخ می‌خواهد.", "This question needs an answer.")
CONSTRAINT = both(
    "پاسخ با شرط این پرسش نمی‌خواند.", "The answer does not meet the condition of this question."
)
CHOICE = both(
    "پاسخ از گزینه‌های این پرسش نیست؛ یکی از گزینه‌ها را برگزینید.",
    "The answer is not among the choices of this question; choose one of them.",
)
RANK = both("همهٔ گزینه‌ها را، هر یک را یک بار، به ترتیب بچینید.", "Put all choices in order, each once.")
RANGE = both(
    "عدد بیرون از بازه یا میان دو پلهٔ آن است.", "The number is outside the range or between its steps."
)
ACKNOWLEDGE = both("پاسخ این پرسش تنها تأیید است.", "This question can only be acknowledged.")
TOO_LONG = both("پاسخ بیش از اندازه دراز است؛ آن را کوتاه کنید.", "The answer is too long; shorten it.")
UNKNOWN = both("چنین پرسشی در این نسخهٔ فرم نیست.", "This version of the form has no such question.")
SHAPE = both(
    "شکل پاسخ با فرم نمی‌خواند: برای گروه نام‌ها، برای تکرار فهرست، برای پرسش متن بفرستید.",
    "The answer has not the shape of the form: names for a group, a list for a repeat, else text.",
)
CLOCK = both(
    "این تاریخ یا ساعت را دستگاه می‌گذارد و پیش از آغاز پر کردن یا پس از رسیدن است؛ ساعت دستگاه را ببینید.",
    "The device sets this date or time, and it lies before the filling began or after it arrived;"
    " look at the clock of the device.",
)
TYPES = {
    "int": both("پاسخ باید عدد درست باشد.", "The answer must be a whole number."),
    "decimal": both("پاسخ باید عدد باشد.", "The answer must be a number."),
    "boolean": both("پاسخ باید true یا false باشد.", "The answer must be true or false."),
    "date": both("پاسخ باید تاریخی درست باشد.", "The answer must be a real date."),
    "time": both("پاسخ باید ساعتی درست باشد.", "The answer must be a real time."),
    "dateTime": both("پاسخ باید تاریخ و ساعتی درست باشد.", "The answer must be a real date and time."),
    "geopoint": both("پاسخ باید نقطه‌ای روی زمین باشد.", "The answer must be a point on Earth."),
    "geotrace": both("مسیر دست‌کم دو نقطه می‌خواهد.", "A line needs two points at least."),
    "geoshape": both(
        "محدوده دست‌کم سه نقطه می‌خواهد و به نقطهٔ نخست بازمی‌گردد.",
        "An area needs three points at least and returns to the first.",
    ),
    "binary": both("پاسخ باید نام یک فایل باشد.", "The answer must be the name of a file."),
}


def read_only(given: str) -> Text:
    return both(
        f"این پاسخ فقط‌خواندنی است و باید همان «{given}» فرم باشد.",
        f"This answer is read only; it must be “{given}” as the form gives it.",
    )


def wrong_count(arrived: int, wanted: int) -> Text:
    return both(
        f"{persian_digits(str(arrived))} ردیف رسیده است؛ باید {persian_digits(str(wanted))} ردیف باشد.",
        f"{arrived} rows arrived; there must be {wanted}.",
    )
