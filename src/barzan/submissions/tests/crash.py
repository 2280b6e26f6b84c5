"""Run as a module: senders are killed with SIGKILL at random points while they send; prints what came out.

Each submission is sent until it is acknowledged, a fifth of them twice or by two senders at once; every tenth
has a photo, sent in chunks before, after or between, doubled, with connections that break in the middle of a
chunk. What is acknowledged stands in a file outside the database, so a killed sender sends again what it
cannot know to have arrived.
"""

import json
import os
import random
import signal
import sys
import time
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid5

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up first
from django.db import connections  # noqa: E402

from barzan.access import ANONYMOUS  # noqa: E402
from barzan.access.values import system_actor  # noqa: E402
from barzan.documents.tests.files import png  # noqa: E402
from barzan.submissions.actions import append, begin_upload, receive  # noqa: E402
from barzan.submissions.actions.attaching import upload_of  # noqa: E402
from barzan.submissions.actions.keeping import join_waiting, sweep  # noqa: E402
from barzan.submissions.errors import OffsetConflict, SubmissionRefused  # noqa: E402
from barzan.submissions.models import (  # noqa: E402
    Attachment,
    Content,
    Fresh,
    Personal,
    Submission,
    Upload,
)
from barzan.submissions.tests.factories import make_form  # noqa: E402
from barzan.trail.models import Event  # noqa: E402

SENDERS = 3
FORM = "crash"
SPACE = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")


class Cut:
    """A chunk whose connection breaks after some bytes."""

    def __init__(self, data: bytes) -> None:
        self.data = BytesIO(data)

    def read(self, size: int) -> bytes:
        if piece := self.data.read(size):
            return piece
        raise ConnectionResetError


def main(number: int, kills: int, seed: int) -> None:
    make_form(key=FORM)
    chance = random.Random(seed)
    parts = _parts(number, chance)
    children = {_spawn(part, chance.random()): part for part in parts}
    killed = 0
    while children:
        time.sleep(chance.uniform(0, 0.15))
        if killed < kills:
            child = chance.choice(list(children))
            os.kill(child, signal.SIGKILL)
            _, status = os.waitpid(child, 0)
            part = children.pop(child)
            if os.WIFSIGNALED(status) or os.WEXITSTATUS(status):
                killed += os.WIFSIGNALED(status)
                children[_spawn(part, chance.random())] = part
        else:
            child, status = os.wait()
            part = children.pop(child)
            if status:
                raise SystemExit("a sender failed")
    while join_waiting(system_actor("test")):
        pass
    sweep(timedelta())
    print(json.dumps(_outcome(number, killed)))  # noqa: T201 - the test reads it


def _parts(number: int, chance: random.Random) -> list[list[int]]:
    """Who sends what; a tenth is sent by two."""
    parts: list[list[int]] = [[] for _ in range(SENDERS)]
    for index in range(number):
        first = chance.randrange(SENDERS)
        parts[first].append(index)
        if chance.random() < 0.1:
            parts[(first + 1) % SENDERS].append(index)
    return parts


def _spawn(part: list[int], seed: float) -> int:
    """A sender in a child that shares no connection with this process."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            _send_all(part, random.Random(seed))
        except BaseException:  # the child ends here, whatever it was
            import traceback

            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return child


def _send_all(part: list[int], chance: random.Random) -> None:
    me = f"acked-{min(part)}-{len(part)}"
    acked = Path(settings.HOME / me)
    known = set(map(int, acked.read_text().split())) if acked.exists() else set()
    with acked.open("a") as done, Path(settings.HOME / f"begun-{me}").open("a") as begun:
        for index in (each for each in part if each not in known):
            begun.write("x")
            begun.flush()
            _deliver(index, chance)
            done.write(f"{index}\n")
            done.flush()


def _deliver(index: int, chance: random.Random) -> None:
    steps = [_answers] + [_file] * (index % 10 == 0)
    if chance.random() < 0.1:
        steps *= 2
    chance.shuffle(steps)
    for step in steps:
        step(index, chance)


def key_of(index: int) -> str:
    return f"uuid:{uuid5(SPACE, str(index))}"


def _answers(index: int, chance: random.Random) -> None:
    said = {"name": f"applicant-{index}", "age": str(index % 100), "kind": "b" if index % 10 == 0 else "a"}
    if index % 10 == 0:
        said["photo"] = "photo.png"
    receive(ANONYMOUS, FORM, {**said, "twice": str(index % 100 * 2)}, key=key_of(index), via="api")


def _file(index: int, chance: random.Random) -> None:
    data = png() + str(index).encode()
    upload = begin_upload(
        ANONYMOUS, FORM, key_of(index), "photo.png", len(data), sha256=sha256(data).hexdigest()
    )
    token, offset = upload.token, upload.offset
    while not upload.whole:
        end = chance.randrange(offset, len(data)) + 1
        chunk = Cut(data[offset:end]) if chance.random() < 0.5 else BytesIO(data[offset:end])
        try:
            upload = append(ANONYMOUS, token, offset, chunk)
            offset = upload.offset
        except OffsetConflict:
            time.sleep(0.01)
            try:
                upload = upload_of(token)
            except SubmissionRefused:
                return  # the other sender has ended it
            offset = upload.offset
        except SubmissionRefused as refused:
            if refused.code != "upload.missing":
                raise
            return


def _outcome(number: int, killed: int) -> dict[str, object]:
    wanted = {key_of(index): str(index % 100) for index in range(number)}
    keys = dict(Submission.objects.values_list("pk", "key"))
    ages = {
        keys[pk]: answers.get("age") for pk, answers in Content.objects.values_list("submission", "answers")
    }
    digests = {
        key_of(index): sha256(png() + str(index).encode()).hexdigest() for index in range(0, number, 10)
    }
    files = dict(Attachment.objects.filter(state="here").values_list("submission__key", "sha256"))
    home = Path(settings.HOME)
    return {
        "submissions": len(keys),
        "contents": Content.objects.count(),
        "personal": Personal.objects.count(),
        "marks": Fresh.objects.count(),
        "events": Event.objects.filter(verb="submission.received").count(),
        "as_sent": ages == wanted,
        "files": files == digests,
        "attachments": Attachment.objects.count(),
        "uploads": Upload.objects.count(),
        "left": len(list((home / "uploads").glob("*"))) if (home / "uploads").exists() else 0,
        "killed": killed,
        "begun": sum(each.stat().st_size for each in home.glob("begun-*")),
        "acked": sum(len(each.read_text().split()) for each in home.glob("acked-*")),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
