"""What the room refuses, in a sentence that says how to go on."""

from barzan.persian.errors import BilingualError


class ProcedureRefused(BilingualError):
    """Nothing was changed."""


def not_published(key: str) -> ProcedureRefused:
    return ProcedureRefused(
        "process.not-published",
        f"فرایند «{key}» هنوز منتشر نشده است؛ نخست آن را منتشر کنید.",
        f"The process “{key}” is not published yet; publish it first.",
        field="process",
    )


def no_process(code: str) -> ProcedureRefused:
    return ProcedureRefused(
        "service.no-process",
        f"برای خدمت {code} فرایندی تعیین نشده است؛ در «فرایند خدمت‌ها» یکی برگزینید.",
        f"The service {code} has no process; choose one under “Processes of services”.",
        service=code,
    )


def retired(code: str) -> ProcedureRefused:
    return ProcedureRefused(
        "service.retired",
        f"خدمت {code} دیگر ارائه نمی‌شود؛ برای آن کاری آغاز نمی‌شود.",
        f"The service {code} is no longer offered; nothing begins for it.",
        service=code,
    )
