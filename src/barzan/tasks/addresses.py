"""Addresses of pages that other rooms named for a task."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from barzan.tasks.models import Task


def subject_of(task: Task) -> str:
    """The page of what the task is about; "" where none is named, or no longer there."""
    if not task.url_name:
        return ""
    named = isinstance(task.url_args, dict)
    try:
        return reverse(task.url_name, **({"kwargs": task.url_args} if named else {"args": task.url_args}))
    except NoReverseMatch:
        return ""
