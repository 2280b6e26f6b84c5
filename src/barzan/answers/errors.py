"""What the room says when something cannot be done."""

from barzan.persian.errors import BilingualError


class AnalysisMissing(BilingualError):
    """The libraries of the extra ``analysis`` are not installed."""

    def __init__(self) -> None:
        super().__init__(
            "answers.not_installed",
            "جدول‌ها، نمودارها و خروجی‌ها به افزونهٔ «analysis» نیاز دارند که روی این سرور نصب نیست؛ از مدیر "
            "سامانه بخواهید با «pip install barzan[analysis]» آن را نصب کند. خود پاسخ‌ها در بخش پاسخ‌های رسیده "
            "دیده می‌شوند.",
            "Tables, charts and exports need the extra “analysis”, which is not installed on this server; "
            "ask the administrator to install it with “pip install barzan[analysis]”. The submissions "
            "themselves can be read in their own room.",
        )


class TooSlow(BilingualError):
    """A question to the answers took more time or memory than a page may take."""

    def __init__(self) -> None:
        super().__init__(
            "answers.too_slow",
            "این پرسش بیش از اندازه طول کشید و متوقف شد؛ با پالایه‌ها کوچک‌ترش کنید یا خروجی کامل بگیرید.",
            "This took too long and was stopped; narrow it down by filters, or take the whole as a file.",
        )


class TooWide(BilingualError):
    """A table does not fit into the chosen kind of file."""

    def __init__(self, table: str, rows: int, columns: int, most_rows: int, most_columns: int) -> None:
        super().__init__(
            "answers.too_wide",
            f"جدول «{table}» با {rows} ردیف و {columns} ستون در این نوع پرونده جا نمی‌شود (حداکثر {most_rows} "
            f"ردیف و {most_columns} ستون)؛ CSV یا Parquet را برگزینید که مرزی ندارند.",
            f"The table “{table}” with {rows} rows and {columns} columns does not fit into this kind of file "
            f"(at most {most_rows} rows and {most_columns} columns); choose CSV or Parquet, which have no "
            "limit.",
            table=table,
        )


class NotJoinable(BilingualError):
    """Two questions that cannot stand in one column."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__(
            "answers.not_joinable",
            f"«{old}» و «{new}» در یک ستون نمی‌گنجند: هر دو باید پرسش‌های یک جدول همین فرم باشند، اولی دیگر "
            "پرسیده نشود، و یا هر دو شخصی باشند یا هیچ‌کدام.",
            f"“{old}” and “{new}” cannot stand in one column: both must be questions of one table of this "
            "form, the first no longer asked, and both personal or neither.",
            field=old,
        )


class NotReady(BilingualError):
    """Many submissions are not taken in yet: what were written now would not be complete."""

    def __init__(self) -> None:
        super().__init__(
            "answers.not_ready",
            "بسیاری از پاسخ‌ها هنوز افزوده می‌شوند و فایل کامل نمی‌شد؛ چند دقیقهٔ دیگر دوباره سفارش دهید.",
            "Many submissions are still being taken in and the file would not be complete; order it again in "
            "a few minutes.",
        )
