"""What cannot be printed, in Persian and English."""

from barzan.persian.errors import BilingualError


class UnknownUnit(BilingualError):
    """No unit of the catalogue has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(
            "booklet.unit",
            f"واحدی با کد «{code}» در فهرست خدمات نیست؛ کدها در صفحهٔ «سازمان» آمده‌اند.",
            f'No unit of the catalogue has the code "{code}"; the page "Organisation" lists the codes.',
            unit=code,
        )


class UnknownEdition(BilingualError):
    """The catalogue has no edition of this number."""

    def __init__(self, number: int) -> None:
        super().__init__(
            "booklet.edition",
            f"ویراست {number} نیست؛ بدون --edition فهرست به حال امروز چاپ می‌شود.",
            f"There is no edition {number}; without --edition the catalogue is printed as it stands.",
            edition=number,
        )


class NothingToPrint(BilingualError):
    """The catalogue holds no published service."""

    def __init__(self) -> None:
        super().__init__(
            "booklet.empty",
            "هنوز خدمتی منتشر نشده است؛ نخست فهرست خدمات را بار کنید (barzan load) یا منتشر کنید.",
            "No service is published yet: load a catalogue (barzan load) or publish one first.",
        )


class PrinterMissing(BilingualError):
    """What sets PDF is not installed."""

    CODE = "booklet.printer"

    def __init__(self, form: str, why: str) -> None:
        super().__init__(
            self.CODE,
            f"ابزار ساختن {form.upper()} روی این رایانه نیست ({why})؛ "
            'با pip install "barzan[printing]" و، برای PDF، با apt install libpangoft2-1.0-0 '
            "libharfbuzz-subset0 نصبش کنید، یا قالب دیگری برگزینید.",
            f"What makes {form.upper()} is not installed on this machine ({why}): "
            'pip install "barzan[printing]" and, for PDF, apt install libpangoft2-1.0-0 libharfbuzz-subset0; '
            "or choose another format.",
        )
