"""What can be wrong with an address of the open data."""

from __future__ import annotations

from barzan.persian import persian_digits
from barzan.persian.errors import BilingualError


class DataError(BilingualError):
    """A document that is not there; the sentence says where to look."""

    @classmethod
    def no_service(cls, code: str) -> DataError:
        return cls(
            "opendata.no-service",
            f"خدمتی با کد «{code}» منتشر نشده است. فهرست همهٔ خدمات در ‎/data/services.ttl است.",
            f'No service with the code "{code}" was published. All of them stand in /data/services.ttl.',
            field="code",
        )

    @classmethod
    def no_page(cls, given: str, last: int) -> DataError:
        return cls(
            "opendata.no-page",
            f"صفحهٔ «{given}» نیست؛ صفحه‌ها از ۱ تا {persian_digits(str(last))} شماره دارند.",
            f'There is no page "{given}"; pages are numbered from 1 to {last}.',
            field="page",
        )

    @classmethod
    def no_cursor(cls, given: str) -> DataError:
        return cls(
            "opendata.no-cursor",
            f"«{given}» نشانهٔ جایی در فهرست تغییرها نیست؛ از after=0 آغاز کنید و پیوند next را دنبال کنید.",
            f'"{given}" is no place in the list of changes; begin with after=0 and follow the link "next".',
            field="after",
        )
