"""Tables of the submissions: what arrived, its contents as facts, reviews, attachments, drafts, devices.

``Content`` and ``Review`` are only added (triggers of migration 0002). Personal answers lie apart in
``Personal``, which the retention of a form empties. A content is named by its submission and its number, so
that a submission is written with all its facts in one pass.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from barzan.access import Target
from barzan.documents.models import Version
from barzan.forms.models import Form, FormVersion
from barzan.people.models import Person, Post, Unit, User
from barzan.people.models import Personal as PersonalTable
from barzan.places.models import Place
from barzan.submissions.kinds import Origin, Presence, State, Via

LONGEST_KEY = 80


class ConsentText(models.Model):
    """The words somebody agreed to, once for each wording of a form."""

    form = models.ForeignKey(Form, models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    text = models.TextField()
    text_en = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "digest"], name="consent_text_once")]

    def __str__(self) -> str:
        return f"{self.form_id} {self.digest[:8]}"


class Submission(models.Model):
    """What somebody answered to a version of a form, kept once under its ``key`` (the instanceID).

    ``unit`` and ``place`` own it; their paths repeat them for access and lists. ``person`` sent it.
    ``broken`` and ``current`` are those of the content that counts; ``seen`` counts every change. ``consent``
    are the words agreed to; None where the form asks for none or they were not agreed to. ``erased_at``: from
    then on its personal answers are gone.
    """

    key = models.CharField(max_length=LONGEST_KEY)
    form = models.ForeignKey(Form, models.PROTECT, related_name="submissions", db_index=False)
    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="submissions", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    unit_path = models.CharField(max_length=240)
    place = models.ForeignKey(Place, models.PROTECT, null=True, related_name="+", db_index=False)
    place_path = models.CharField(max_length=240, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    via = models.CharField(max_length=10, choices=Via.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    broken = models.BooleanField(default=False)
    current = models.PositiveIntegerField(default=1)
    seen = models.PositiveIntegerField(default=0)
    consent = models.ForeignKey(ConsentText, models.PROTECT, null=True, related_name="+", db_index=False)
    received_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    known = False  # of one that was just received: whether its key was here before
    code = ""  # of one that was just sent without an account: its follow-up code

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["form", "key"], name="submission_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="submission_state"),
            models.CheckConstraint(condition=Q(via__in=Via.values), name="submission_via"),
        ]
        indexes = [
            models.Index(fields=["form", "received_at", "id"], name="submission_of_form"),
            models.Index(fields=["received_at", "id"], name="submission_by_time"),
            models.Index(fields=["unit", "received_at", "id"], name="submission_of_unit"),
            models.Index(
                fields=["place", "received_at"], condition=Q(place__isnull=False), name="submission_of_place"
            ),
            models.Index(
                fields=["person", "received_at"],
                condition=Q(person__isnull=False),
                name="submission_of_person",
            ),
            models.Index(fields=["form", "state", "received_at", "id"], name="submission_in_state"),
            models.Index(
                fields=["form", "received_at", "id"], condition=Q(broken=True), name="submission_broken"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @cached_property
    def content(self) -> Content:
        """The content that counts (of many rows at once: ``reading.with_contents``)."""
        return self.contents.get(number=self.current)

    @property
    def target(self) -> Target:
        """One that speaks of no place lies outside every grant that is bounded by a place."""
        return Target(self.unit_path, self.place_path, self.person_id)

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "submission", str(self.pk)


class Content(models.Model):
    """The answers of a submission at one time, judged by the server. An edit is the next one.

    ``answers`` are those the server reckoned, without personal ones; ``broken`` the rules they break
    (place, rule, message by language), ``changed`` what was sent otherwise than reckoned (place, sent,
    reckoned), ``dropped`` answers to questions that do not apply, by place. ``digest`` tells the same
    answers again. ``base`` is the content that an edit started from.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="contents", db_index=False)
    number = models.PositiveIntegerField()
    origin = models.CharField(max_length=10, choices=Origin.choices)
    base = models.PositiveIntegerField(null=True)
    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="+", db_index=False)
    answers = models.JSONField()
    broken = models.JSONField(default=list)
    changed = models.JSONField(default=list)
    dropped = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    why = models.TextField(blank=True)
    at = models.DateTimeField()
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="content_once"),
            models.CheckConstraint(condition=Q(origin__in=Origin.values), name="content_origin"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}.{self.number}"


class OtherKey(models.Model):
    """Another key under which a content of a submission came: a device edits what it sent under a new
    instanceID that names the former one.
    """

    form = models.ForeignKey(Form, models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=LONGEST_KEY)
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="other_keys")
    number = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "key"], name="other_key_once")]

    def __str__(self) -> str:
        return f"{self.submission_id}.{self.number}"


class Personal(PersonalTable):
    """The personal answers of a content, and ``sent``: all of it as it came, where that differs.

    ``erased_days``: answers to questions that are kept for so many days, or fewer, are gone from it.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    answers = models.JSONField(default=dict)
    sent = models.JSONField(null=True)
    erased_days = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submission", "number"], name="personal_once")]

    def __str__(self) -> str:
        return f"{self.submission_id}.{self.number}"


class Review(models.Model):
    """A submission went from one state to another: who, in which post, when and why.

    ``undoes`` is the review that this one took back.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="reviews")
    before = models.CharField(max_length=10, choices=State.choices)
    after = models.CharField(max_length=10, choices=State.choices)
    why = models.TextField(blank=True)
    at = models.DateTimeField()
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+", db_index=False)
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(after__in=State.values), name="review_after"),
            models.CheckConstraint(condition=~Q(before=models.F("after")), name="review_changes"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.after}"


class FollowUp(models.Model):
    """The hash of the code by which whoever sent a submission without an account follows it, and corrects it
    when it was sent back. It goes when what is personal goes.
    """

    submission = models.OneToOneField(Submission, models.PROTECT, related_name="+")
    secret = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"{self.submission_id}"


class Attachment(models.Model):
    """A file that the answers name at ``place``: expected until its bytes are here; a personal one is erased
    in its time, its name too.
    """

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="attachments", db_index=False)
    name = models.CharField(max_length=150)
    place = models.CharField(max_length=500)
    personal = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=Presence.choices, default=Presence.EXPECTED)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(null=True)
    document = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "name"], name="attachment_once"),
            models.CheckConstraint(
                condition=Q(state=Presence.EXPECTED, document__isnull=True)
                | Q(state=Presence.HERE, document__isnull=False)
                | Q(state=Presence.ERASED),
                name="attachment_here",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Upload(PersonalTable):
    """The bytes of an attachment on their way in, in chunks; ``offset`` of them are safe on disk.

    It names its submission by form and key, which may arrive later: whole and checked (``whole``), it waits
    for it.
    """

    token = models.CharField(max_length=64, unique=True)
    form = models.ForeignKey(Form, models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=LONGEST_KEY)
    name = models.CharField(max_length=150)
    length = models.BigIntegerField()
    offset = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    whole = models.BooleanField(default=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["form", "key", "name"], name="upload_of_submission")]

    def __str__(self) -> str:
        return self.name

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "submission-upload", str(self.pk)


class Unread(PersonalTable):
    """Something that arrived and could not be read as answers, kept as it came, once, with the reason.

    ``settled_at``: somebody has taken it in or set it aside.
    """

    form = models.ForeignKey(Form, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    body = models.BinaryField()
    via = models.CharField(max_length=10, choices=Via.choices)
    code = models.CharField(max_length=80)
    fa = models.TextField()
    en = models.TextField()
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    why = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["form", "sha256"], name="unread_once")]

    def __str__(self) -> str:
        return f"{self.form_id} {self.sha256[:8]}"

    @property
    def target(self) -> Target:
        return Target(self.form.unit.path)

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "submission-unread", str(self.pk)


class Draft(PersonalTable):
    """Answers that are not sent yet, of a person, or of whoever knows the resume code (kept as a hash).

    ``key`` becomes that of the submission, so that a draft is sent once. ``seen`` counts the savings.
    """

    form = models.ForeignKey(Form, models.PROTECT, related_name="+")
    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="+", db_index=False)
    key = models.CharField(max_length=LONGEST_KEY)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    secret = models.CharField(max_length=64, unique=True)
    answers = models.JSONField(default=dict)
    seen = models.PositiveIntegerField(default=1)
    began_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["-saved_at"]
        constraints = [models.UniqueConstraint(fields=["form", "key"], name="draft_once")]

    def __str__(self) -> str:
        return f"{self.form_id} {self.pk}"

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "submission-draft", str(self.pk)


class Device(models.Model):
    """A telephone or program that may fetch and send forms for an account, by a secret kept as a hash.

    It reads nothing that was sent.
    """

    title = models.CharField(_("title"), max_length=120)
    user = models.ForeignKey(User, models.PROTECT, related_name="devices")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    secret = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def target(self) -> Target:
        return Target(self.unit.path)

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "submission-device", str(self.pk)


class Fresh(models.Model):
    """A mark: this submission is new, or was changed, since ``answers`` took its marks away.

    Each change leaves a mark of its own, so that whoever takes submissions in (reads the marks, then the
    rows, then deletes those marks) misses none, whatever the order in which transactions commit.
    """

    submission = models.BigIntegerField(db_index=True)
    form = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.submission}"
