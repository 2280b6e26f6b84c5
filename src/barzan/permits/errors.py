"""What can go wrong with certificates, as sentences that name the place and the cure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from barzan.persian.errors import BilingualError


class PermitError(BilingualError):
    """A command that the room refuses; nothing was changed."""

    @classmethod
    def no_template(cls, register: str) -> Self:
        return cls(
            "permit.no_template",
            f"دفتر «{register}» هنوز قالب گواهی ندارد؛ نخست در صفحهٔ «قالب گواهی» آن را بنویسید.",
            f"The register “{register}” has no template of certificates yet: write it on its template page.",
        )

    @classmethod
    def not_valid(cls, state: str) -> Self:
        return cls(
            "permit.not_valid",
            f"این رکورد اکنون «{state}» است؛ گواهی تنها برای رکورد معتبر امضا می‌شود.",
            f"This entry is “{state}” now: a certificate is signed for a valid entry only.",
        )

    @classmethod
    def not_by_you(cls, posts: Sequence[str]) -> Self:
        return cls(
            "permit.not_by_you",
            f"امضای این گواهی با این پست‌هاست: {'، '.join(posts)}.",
            f"This certificate is signed by these posts: {', '.join(posts)}.",
        )

    @classmethod
    def holds_already(cls, number: str) -> Self:
        return cls(
            "permit.holds_already",
            f"گواهی {number} برای همین رکورد برقرار است؛ اگر گم یا دگرگون شده است، آن را جایگزین کنید.",
            f"The certificate {number} of this entry is in force: if it is lost or outdated, replace it.",
        )

    @classmethod
    def not_in_force(cls) -> Self:
        return cls(
            "permit.not_in_force",
            "این گواهی پیش‌تر جایگزین یا پس گرفته شده است.",
            "This certificate was replaced or withdrawn before.",
        )

    @classmethod
    def no_reason(cls) -> Self:
        return cls(
            "permit.why",
            "دلیل را بنویسید؛ با گواهی نگه داشته می‌شود.",
            "Write the reason: it is kept with the certificate.",
            field="why",
        )

    @classmethod
    def changed(cls) -> Self:
        return cls(
            "permit.changed",
            "رکورد در این میان دگرگون شده است؛ صفحه را تازه کنید و دوباره بخواهید.",
            "The entry has changed meanwhile: reload the page and ask again.",
        )

    @classmethod
    def unknown_names(cls, field: str, names: Sequence[str]) -> Self:
        shown = "، ".join(f"{{{name}}}" for name in names)
        return cls(
            "permit.unknown_names",
            f"این نام‌ها در فرم دفتر نیست: {shown}. نام‌های درست در کنار صفحه آمده است.",
            f"The form of the register has no such names: {shown}. The right ones stand beside the text.",
            field=field,
        )

    @classmethod
    def unknown_posts(cls, codes: Sequence[str]) -> Self:
        return cls(
            "permit.unknown_posts",
            f"پستی با این کد نیست: {'، '.join(codes)}.",
            f"No post has this code: {', '.join(codes)}.",
            field="posts",
        )

    @classmethod
    def empty_body(cls) -> Self:
        return cls("permit.body", "متن گواهی را بنویسید.", "Write the text of the certificate.", field="body")
