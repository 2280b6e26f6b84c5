"""Tables of the forms: a form under a key, its one draft with its savings, its versions, the question bank.

A version is a fact: triggers of migration 0002 refuse to change or delete it on both engines. Workbooks and
media are kept by their content (``Content``), once.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from barzan.access import Target
from barzan.forms.kinds import FormKind, OpenTo, State
from barzan.people.models import Post, Unit, User


class Tag(models.Model):
    """A word by which forms and questions are found again."""

    name = models.CharField(_("tag"), max_length=60, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Content(models.Model):
    """A file by what is in it: a workbook, a picture, a list. It is never changed or deleted."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    data = models.BinaryField()

    def __str__(self) -> str:
        return self.sha256


class Form(models.Model):
    """An instrument under a key that is never reused. ``consent`` is shown before the first question.

    ``retention_days``: how long personal answers are kept after a submission; None is for as long as the
    submission. ``current`` is the version that is filled in now. ``sought`` is what the list searches in,
    ``title_order`` its Persian order.
    """

    key = models.CharField(_("key"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    kind = models.CharField(_("kind"), max_length=20, choices=FormKind.choices)
    open_to = models.CharField(max_length=20, choices=OpenTo.choices, default=OpenTo.STAFF)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.DRAFT)
    current = models.ForeignKey("FormVersion", models.PROTECT, null=True, related_name="current_of")
    consent = models.TextField(blank=True)
    consent_en = models.TextField(blank=True)
    retention_days = models.PositiveIntegerField(null=True)
    copied_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="copies")
    tags = models.ManyToManyField(Tag, related_name="forms")
    sought = models.TextField()
    title_order = models.CharField(max_length=200, db_index=True)
    changed = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["key"]
        indexes = [models.Index(fields=["state", "kind"], name="form_state_kind")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="form_title"),
            models.CheckConstraint(condition=Q(kind__in=FormKind.values), name="form_kind"),
            models.CheckConstraint(condition=Q(open_to__in=OpenTo.values), name="form_open_to"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="form_state"),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(current__isnull=False), name="form_open_has_a_version"
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def target(self) -> Target:
        return Target(unit_path=self.unit.path)

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "form", self.key

    @property
    def takes_answers(self) -> bool:
        """Whether it may be filled in now."""
        return self.state == State.OPEN


class FormVersion(models.Model):
    """A published form. ``xml`` is the XForm with the form's key as its id and the number as its version.

    ``content_hash`` names it in the whole installation; ``source_hash`` is taken without number, so that the
    same content is known again. ``facts`` are what lists show without reading it (``core.facts``),
    ``differences`` what changed for the analysis since the version before.
    """

    form = models.ForeignKey(Form, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    xml = models.TextField()
    content_hash = models.CharField(max_length=80, unique=True)
    source_hash = models.CharField(max_length=80, db_index=True)
    workbook = models.ForeignKey(Content, models.PROTECT, related_name="+")
    workbook_name = models.CharField(max_length=150)
    facts = models.JSONField(default=dict)
    differences = models.JSONField(default=list)
    why = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["form", "number"], name="form_version_once"),
            models.CheckConstraint(condition=~Q(why=""), name="form_version_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.form_id}.{self.number}"


class FormFile(models.Model):
    """A file of a version: a picture or sound of a question, or an external list (CSV, GeoJSON)."""

    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="files")
    name = models.CharField(max_length=150)
    content = models.ForeignKey(Content, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["version", "name"], name="form_file_once")]

    def __str__(self) -> str:
        return self.name


class Asked(models.Model):
    """A question of a version, to find who asks it: ``wording`` is the hash of its words and its choices."""

    version = models.ForeignKey(FormVersion, models.PROTECT, related_name="asked")
    path = models.CharField(max_length=1000)
    type = models.CharField(max_length=40)
    label = models.CharField(max_length=300)
    wording = models.CharField(max_length=64, db_index=True)

    def __str__(self) -> str:
        return self.path


class FormDraft(models.Model):
    """What is being written; ``seen`` counts the savings, so that nobody writes over another unseen."""

    form = models.OneToOneField(Form, models.PROTECT, related_name="draft")
    seen = models.PositiveIntegerField(default=1)
    saving = models.ForeignKey("DraftSaving", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.form_id}"


class DraftSaving(models.Model):
    """One state of a draft. ``before`` is what undo goes back to; ``files`` maps names to contents.

    ``findings`` are the warnings of its reading; ``deed`` says what was done (``uploaded``, ``asked``,
    ``translated``, ``copied``, ``undone``).
    """

    draft = models.ForeignKey(FormDraft, models.CASCADE, related_name="savings")
    number = models.PositiveIntegerField()
    before = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    workbook = models.ForeignKey(Content, models.PROTECT, related_name="+")
    workbook_name = models.CharField(max_length=150)
    xml = models.TextField()
    files = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    facts = models.JSONField(default=dict)
    deed = models.CharField(max_length=20)
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="form_saving_once")]

    def __str__(self) -> str:
        return f"{self.draft_id}.{self.number}"


class Refusal(models.Model):
    """A workbook that was sent and not taken: what is wrong with it, by sheet, row and column. No content."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    form = models.ForeignKey(Form, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=150)
    findings = models.JSONField()
    at = models.DateTimeField()
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.name

    @property
    def target(self) -> Target:
        return Target(unit_path=self.unit.path)

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "form-refusal", str(self.pk)


class Question(models.Model):
    """A question of the bank, in fixed words: a change of words is another question.

    ``words`` maps columns (label, hint, …) to texts by language code; ``cells`` the other columns of its row;
    ``choices`` the rows of its list. ``wording`` is the hash that ``Asked`` is found by.
    """

    key = models.CharField(_("key"), max_length=60, unique=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    type = models.CharField(max_length=40)
    words = models.JSONField()
    cells = models.JSONField(default=dict)
    choices = models.JSONField(default=list)
    wording = models.CharField(max_length=64, unique=True)
    sought = models.TextField()
    tags = models.ManyToManyField(Tag, related_name="questions")
    origin = models.ForeignKey(Form, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key

    @property
    def target(self) -> Target:
        return Target(unit_path=self.unit.path)

    @property
    def trail_ref(self) -> tuple[str, str]:
        return "form-question", self.key
