"""What the worker does: one job for what is fresh of a form; what nobody reads any more goes."""

from __future__ import annotations

import os
import time

import pytest

from barzan.answers import engine, segments, work
from barzan.answers.exporting import making
from barzan.answers.models import Segment
from barzan.answers.tests.making import change, make_form, make_submission
from barzan.jobs.context import JobContext
from barzan.jobs.models import Job

pytestmark = pytest.mark.django_db


def test_what_is_fresh_is_taken_in_by_one_job() -> None:
    form = make_form()
    made = make_submission(form, {"home": {"owner": "yes"}})
    work.notice()
    work.notice()
    work.take_in(JobContext(Job.objects.get(kind=work.TAKE_IN)))
    assert Segment.objects.get().rows == 1
    work.notice()
    assert Job.objects.filter(kind=work.TAKE_IN).count() == 1
    change(made, {"home": {"owner": "no"}})
    work.notice()
    assert Job.objects.filter(kind=work.TAKE_IN).count() == 2


def test_folders_that_no_segment_names_go_after_a_while() -> None:
    form = make_form()
    make_submission(form, {"home": {"owner": "yes"}})
    segments.take_in(form)
    left = engine.root() / str(form.pk) / "left"
    left.mkdir()
    assert segments.tidy() == 0
    old = time.time() - 86_400
    os.utime(left, (old, old))
    assert segments.tidy() == 1
    assert engine.folder_of(Segment.objects.get()).is_dir()


def test_files_go_after_a_week() -> None:
    folder = making.root() / "key"
    folder.mkdir(parents=True)
    assert making.tidy() == 0
    old = time.time() - 8 * 86_400
    os.utime(folder, (old, old))
    assert making.tidy() == 1
