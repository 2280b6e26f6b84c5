"""The index: entries, their texts, the vocabulary, which word stands in which entry. It can be built anew."""

from django.db import models

from barzan.search import words


class Entry(models.Model):
    """One thing to be found, as its provider gave it; ``title_key`` is the title's key without spaces.

    ``facets`` are written by ``barzan.search.facets``. Thousands of entries are read for one question: what
    only the page of results needs stands in ``Text``.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    title = models.CharField(max_length=500)
    title_en = models.CharField(max_length=500, blank=True)
    title_key = models.CharField(max_length=500)
    facets = models.TextField()
    url_name = models.CharField(max_length=100)
    url_args = models.JSONField(default=list)
    unit_path = models.CharField(max_length=255, blank=True)
    place_path = models.CharField(max_length=255, blank=True)
    weight = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="search_entry_once")]

    def __str__(self) -> str:
        return self.title

    def words(self) -> dict[str, words.Indexed]:
        """Every word it is found by."""
        return words.index(self.key, self.title, self.title_en, self.text.names, self.text.body)


class Text(models.Model):
    """The sentences of an entry, the names it is found by besides, and its facts as [Persian, English]."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True)
    body = models.TextField(blank=True)
    names = models.TextField(blank=True)
    facts = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.body


class Word(models.Model):
    """A word of the vocabulary by its key; ``written`` shows it to people.

    ``head`` are its first two letters: SQLite has no index for the beginnings of words otherwise.
    ``paired``: only ever two neighbours of a title joined, so no spelling to propose.
    """

    text = models.CharField(max_length=40, unique=True)
    head = models.CharField(max_length=2, db_index=True)
    written = models.CharField(max_length=80)
    paired = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.written


class Posting(models.Model):
    """A word stands in an entry; ``weight`` is that of the best field it stands in.

    Some 65 rows an entry, written by ``actions`` alone: foreign keys checked by the database would double the
    time of a rebuild and guard nothing that a rebuild does not mend.
    """

    pk = models.CompositePrimaryKey("entry", "word")
    entry = models.ForeignKey(Entry, models.CASCADE, db_index=False, db_constraint=False)
    word = models.ForeignKey(Word, models.CASCADE, db_index=False, db_constraint=False)
    weight = models.SmallIntegerField()

    class Meta:
        # Covers the one query of every search, which so never opens the table.
        indexes = [models.Index(fields=["word", "entry", "weight"], name="search_posting_cover")]

    def __str__(self) -> str:
        return f"{self.word_id} in {self.entry_id}"
