"""The index: entries, vocabulary, which word stands in which entry, facets. It can be built anew."""

from django.db import models


class Entry(models.Model):
    """One thing to be found, as its provider gave it; ``title_key`` is the title's key without spaces."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=500)
    title_en = models.CharField(max_length=500, blank=True)
    title_key = models.CharField(max_length=500)
    body = models.TextField(blank=True)
    url_name = models.CharField(max_length=100)
    url_args = models.JSONField(default=list)
    unit_path = models.CharField(max_length=255, blank=True)
    place_path = models.CharField(max_length=255, blank=True)
    weight = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="search_entry_once")]

    def __str__(self) -> str:
        return self.title


class Word(models.Model):
    """A word of the vocabulary by its key; ``written`` shows it to people.

    ``paired``: only ever two neighbours of a title joined, so no spelling to propose.
    """

    text = models.CharField(max_length=40, unique=True)
    written = models.CharField(max_length=80)
    paired = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.written


class Posting(models.Model):
    """A word stands in an entry; ``weight`` is that of the best field it stands in."""

    word = models.ForeignKey(Word, models.CASCADE, related_name="postings", db_index=False)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="postings")
    weight = models.SmallIntegerField()

    class Meta:
        # Covers the one query of every search, which so never opens the table.
        indexes = [models.Index(fields=["word", "entry", "weight"], name="search_posting_cover")]

    def __str__(self) -> str:
        return f"{self.word_id} in {self.entry_id}"


class Facet(models.Model):
    """A value that an entry can be filtered by."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="facets")
    name = models.CharField(max_length=40)
    value = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "name", "value"], name="search_facet_once")]
        indexes = [models.Index(fields=["name", "value"], name="search_facet_value")]

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"
