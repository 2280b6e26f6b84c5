"""The sealer chains what is committed, whatever the order of commits; the key and heads stay outside the
database.
"""

import json
import stat

import pytest
from django.db import transaction

from barzan.access import Actor
from barzan.persian.errors import BilingualError
from barzan.trail import actions as trail
from barzan.trail import heads, keys
from barzan.trail.models import Link, Pending, Seal
from barzan.trail.sealer import seal, waiting
from barzan.trail.verify import verify

ACTOR = Actor(user=1)


def happen(key: str = "S-1") -> int:
    with transaction.atomic():
        return trail.record(ACTOR, "service.published", ("service", key)).pk


@pytest.mark.django_db
def test_a_batch_is_chained_signed_and_kept(kept):
    ids = [happen(str(number)) for number in range(3)]
    assert seal() == 3
    assert list(Link.objects.order_by("position").values_list("position", "event")) == list(enumerate(ids, 1))
    newest = heads.head_of(Seal.objects.get())
    assert keys.signed_by(keys.public_key(), newest.signed, newest.signature)
    assert (kept / "heads.jsonl").read_text() == newest.line() + "\n"


@pytest.mark.django_db
def test_an_idle_sealer_writes_nothing(django_assert_num_queries):
    happen()
    seal()
    with django_assert_num_queries(1):
        assert seal() == 0
    assert not waiting()


@pytest.mark.django_db
def test_an_event_that_commits_late_under_a_lower_id_gets_its_place():
    late = happen("late")
    Pending.objects.filter(pk=late).delete()  # not visible yet
    early = happen("early")
    seal()
    Pending.objects.create(event=late)
    seal()
    assert list(Link.objects.order_by("position").values_list("event", flat=True)) == [early, late]
    assert verify().sound


@pytest.mark.django_db
def test_a_rolled_back_command_leaves_a_gap_in_ids_and_none_in_the_chain():
    first = happen()
    with transaction.atomic():
        trail.record(ACTOR, "service.published", ("service", "S-2"))
        transaction.set_rollback(True)
    second = happen()
    seal()
    assert list(Link.objects.order_by("position").values_list("event", flat=True)) == [first, second]
    assert verify().sound


@pytest.mark.django_db
def test_the_private_key_is_readable_by_its_owner_only(kept):
    happen()
    seal()
    assert stat.S_IMODE((kept / "trail-seal.key").stat().st_mode) == 0o600
    assert "PRIVATE" not in (kept / "trail-seal.pub").read_text()


@pytest.mark.django_db
def test_a_lost_key_is_not_silently_replaced(kept):
    happen()
    seal()
    (kept / "trail-seal.key").unlink()
    happen()
    with pytest.raises(BilingualError, match="restore it"):
        seal()
    assert not (kept / "trail-seal.key").exists()


@pytest.mark.django_db
def test_a_public_key_that_a_crash_kept_from_its_file_is_written_later(kept):
    happen()
    seal()
    public = (kept / "trail-seal.pub").read_bytes()
    (kept / "trail-seal.pub").unlink()
    happen()
    seal()
    assert (kept / "trail-seal.pub").read_bytes() == public


@pytest.mark.django_db
def test_a_head_that_a_crash_kept_from_its_file_is_added_later(kept):
    for _ in range(2):
        happen()
        seal()
    whole = (kept / "heads.jsonl").read_text()
    (kept / "heads.jsonl").write_text(whole[:-20])
    assert verify().sound
    heads.keep()
    assert (kept / "heads.jsonl").read_text() == whole


@pytest.mark.django_db
def test_the_head_of_a_day_is_exported_once(settings):
    assert heads.export() is None
    happen()
    seal()
    path = heads.export()
    assert json.loads(path.read_text())["number"] == 1
    happen()
    seal()
    assert heads.export() is None
    assert json.loads(path.read_text())["number"] == 1
