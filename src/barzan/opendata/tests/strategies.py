"""Random contents and identities: every field known or unknown, texts as hostile as a database keeps them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import strategies as st

from barzan.catalogue import content as made
from barzan.opendata.addresses import Identity, Named, Office

HOSTILE = (
    'گفت: "بله"', "\\", "سطر یک\nسطر دو\r\n\tسه", "</script><script>alert(1)</script>", "<!-- ]]> &amp; &",
    "http://a b/<c>", "۱۲۳", "می‌رود",
    "'''\"\"\"", "@en", "^^xsd:integer", "\u2028\u2029\ufeff", "\x01\x1f\x7f\x85",
    "https://city.example/services/QZ-0002/", "https://example.org/آدرس?q=1#x", "\U0001f3db", "a" * 400, " ",
    ".", "{{ x }}{% y %}", "\ufffe\uffff",
)  # fmt: skip
ANY = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
some = st.sampled_from(HOSTILE) | st.text(ANY, min_size=1, max_size=30)
maybe = st.just("") | some
lines = st.none() | st.integers(0, 100_000)
codes = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12)
days = st.none() | st.integers(0, 4_000)
dates = st.none() | st.dates(date(1800, 1, 1), date(2026, 1, 1))
instants = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
names = st.builds(Named, codes, some, maybe, maybe, maybe)

requirements = st.builds(made.RequirementContent, st.sampled_from(made.REQUIREMENT_KINDS), some, maybe, lines)
legal_bases = st.builds(
    made.LegalBasisContent, st.sampled_from(made.BASIS_KINDS), some, maybe, dates, maybe, maybe,
    st.just("") | codes, maybe, lines,
)  # fmt: skip
steps = st.builds(made.StepContent, some, maybe, days, lines)
channels = st.builds(made.ChannelContent, st.sampled_from(made.CHANNEL_KINDS), some, maybe)
times = st.just((None, "")) | st.tuples(st.integers(0, 4_000), st.sampled_from(made.DAY_KINDS))


@st.composite
def contents(draw: st.DrawFn) -> made.ServiceContent:
    standard_days, day_kind = draw(times)
    return made.ServiceContent(
        title=draw(some),
        national_code=draw(st.none() | st.from_regex(r"[0-9]{11}", fullmatch=True)),
        service_class=draw(st.none() | st.sampled_from(made.CLASSES)),
        has_client=draw(st.none() | st.booleans()),
        description=draw(maybe),
        fee_rials=draw(st.none() | st.integers(0, 10**15)),
        fee_text=draw(maybe),
        standard_days=standard_days,
        day_kind=day_kind,
        standard_text=draw(maybe),
        objection=draw(maybe),
        gap_reason=draw(maybe),
        booklet=draw(maybe),
        source_line=draw(lines),
        requirements=tuple(draw(st.lists(requirements, max_size=4))),
        legal_bases=tuple(draw(st.lists(legal_bases, max_size=3))),
        steps=tuple(draw(st.lists(steps, max_size=4))),
        channels=tuple(draw(st.lists(channels, max_size=3))),
    )


offices = st.builds(Office, names, names, st.none() | names, st.just("") | codes)


def identities(code: str = "QZ-0001") -> st.SearchStrategy[Identity]:
    return st.builds(
        Identity,
        st.just(code),
        offices,
        st.integers(1, 99),
        st.just("v1:0f"),
        instants,
        st.none() | names,
        st.lists(names, max_size=2, unique_by=lambda each: each.code).map(tuple),
        st.none() | names,
        st.just("") | st.from_regex(r"[0-9]{11}", fullmatch=True),
        st.none() | instants,
        st.lists(st.sampled_from(["QZ-0002", "QZ-0003"]), unique=True).map(tuple),
    )
