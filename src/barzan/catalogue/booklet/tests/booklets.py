"""Invented booklets for the tests: a small model, and a printer that knows the traps of a scan."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from barzan.persian import persian_digits

FLAGS = ("specific", "general", "shared")
WORDS = {
    "row": "ردیف",
    "parent": "عنوان خدمت<br>(شناسه خدمت)",
    "title": "عنوان زیر خدمت",
    "code": "شناسه خدمت",
    "specific": "اختصاصی",
    "general": "عمومی",
    "shared": "مشترک",
    "client": "ارباب رجوع<br>(دارد/ندارد)",
}
ORDER = tuple(WORDS)
SUMMARY_WORDS = {
    "name": "عنوان واحد تخصصی",
    "services": "تعداد خدمات<br>احصاء شده",
    "specific": "تعداد خدمات<br>اختصاصی",
    "general": "تعداد خدمات<br>عمومی",
    "shared": "تعداد خدمات مشترک<br>(با سایر دستگاهها)",
    "client": "تعداد خدمات دارای<br>ارباب رجوع",
}


@dataclass
class Row:
    """A service of the model; ``flag`` is its class."""

    title: str
    code: str | None = None
    flag: str = "shared"
    client: bool = False
    parent: str = ""
    number: int = 0


@dataclass
class Office:
    """An office with its rows; ``lost`` services are stated but not printed."""

    name: str
    rows: list[Row]
    lost: list[Row] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)

    def count(self, figure: str) -> int:
        """The stated figure."""
        every = [*self.rows, *self.lost]
        if figure == "services":
            return len(every)
        if figure == "client":
            return sum(row.client for row in every)
        return sum(row.flag == figure for row in every)


def office(name: str, *rows: Row, lost: Sequence[Row] = ()) -> Office:
    """An office whose rows are numbered from 1."""
    for number, row in enumerate(rows, start=1):
        row.number = number
    return Office(name, list(rows), list(lost))


def cells(row: Row, order: Sequence[str] = ORDER, push: int = 0) -> list[str]:
    """The printed cells; ``push`` moves the marks away from the code, the last of them off the table."""
    printed = {
        "row": persian_digits(str(row.number)),
        "parent": row.parent,
        "title": row.title,
        "code": persian_digits(row.code) if row.code else "فاقد شناسه",
        **{flag: "*" if row.flag == flag else "" for flag in FLAGS},
        "client": "*" if row.client else "",
    }
    line = [printed.get(name, "") for name in order]
    for _ in range(push):
        at = order.index("code") + 1
        line = [*line[:at], "", *line[at:-1]]
    return line


def line(texts: Sequence[str]) -> str:
    """One line of a table."""
    return "| " + " | ".join(texts) + " |"


def table(lines: Sequence[Sequence[str]], head: Sequence[str] | None = None) -> str:
    """A table; without ``head`` its head is blank, as scans print continuations."""
    first = list(head) if head is not None else [""] * len(lines[0])
    return "\n".join([line(first), line(["---"] * len(first)), *map(line, lines)])


def headed(
    rows: Sequence[Row], order: Sequence[str] = ORDER, push_from: int | None = None, spare: int = 0
) -> str:
    """A table with its head; marks are pushed from row ``push_from`` (from 0) on; ``spare`` blanks follow."""
    columns = [*order, *[""] * spare]
    body = [
        cells(row, columns, int(push_from is not None and at >= push_from)) for at, row in enumerate(rows)
    ]
    return table(body, [WORDS.get(name, "") for name in columns])


def continued(rows: Sequence[Row], order: Sequence[str] = ORDER, lose: Sequence[str] = ()) -> str:
    """A continuation without a head, its columns reversed, some lost."""
    kept = [name for name in reversed(order) if name not in lose]
    return table([cells(row, kept) for row in rows])


def summary(
    deputy: str, offices: Sequence[Office], lose: Sequence[str] = (), bold: bool = True, wrong_total: int = 0
) -> str:
    """The summary table of one deputy; ``wrong_total`` is added to its number of services."""
    figures = [name for name in ("services", *FLAGS, "client") if name not in lose]
    numbers = {name: [each.count(name) for each in offices] for name in figures}
    sums = [persian_digits(str(sum(numbers[name]) + wrong_total * (name == "services"))) for name in figures]
    lines = [[f"<b>{deputy}</b>" if bold else deputy, *sums]]
    for at, each in enumerate(offices):
        lines.append([each.name, *(persian_digits(str(numbers[name][at] or "")) for name in figures)])
    lines.append(["<b>جمع کل</b>" if bold else "جمع کل", *sums])
    return table(lines, [SUMMARY_WORDS[name] for name in ("name", *figures)])


def lists(deputy: str, offices: Sequence[Office]) -> str:
    """The lists of all offices, each as its ``tables`` say, or as one plain table."""
    parts = []
    for each in offices:
        parts += [
            f"## لیست خدمات احصاء شده {deputy}",
            f"### {each.name} ({persian_digits(str(each.count('services')))} خدمت)",
        ]
        parts += each.tables or [headed(each.rows)]
    return "\n\n".join(parts)


def booklet(
    *offices: Office, deputy: str = "معاونت آبادانی", with_summary: bool = True, pages: str = ""
) -> str:
    """A whole booklet of one deputy: front, summary, lists, pages of the services."""
    front = "# کتابچه خدمات\n\n## مقدمه\n\nاین کتابچه ساختگی است."
    parts = [front, summary(deputy, offices) if with_summary else "", lists(deputy, offices), pages]
    return "\n\n".join(part for part in parts if part) + "\n"
