"""A load shows what it will change, is idempotent, and changes nothing when one file is wrong."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session

from barzan.access import ANONYMOUS, Forbidden
from barzan.access.values import system_actor
from barzan.blueprints import actions, registry
from barzan.blueprints.models import Loaded
from barzan.blueprints.tests.conftest import MANIFEST, write
from barzan.blueprints.values import BlueprintRefused
from barzan.trail.models import Event

pytestmark = pytest.mark.django_db
LOADER = system_actor("loader")


def shelves() -> dict[str, str]:
    return dict(Session.objects.values_list("session_key", "session_data"))


def refused(folder: Path) -> BlueprintRefused:
    with pytest.raises(BlueprintRefused) as caught:
        actions.load(LOADER, folder)
    assert shelves() == {}
    assert not Loaded.objects.exists()
    assert not Event.objects.exists()
    return caught.value


def test_a_plan_shows_the_changes_and_makes_none(library: Path) -> None:
    plan = actions.plan(LOADER, library)
    assert plan.counts() == {"add": 3}
    assert not plan.applied
    assert shelves() == {}


def test_a_load_applies_every_file_and_leaves_one_event(library: Path) -> None:
    plan = actions.load(LOADER, library)
    assert plan.applied
    assert shelves() == {"abc": "شعر", "abd": "داستان", "xyz": "تاریخ"}
    event = Event.objects.get()
    assert event.verb == "blueprint.loaded"
    loaded = Loaded.objects.get()
    assert (loaded.name, loaded.version, loaded.by) == ("library", "1.0", "system:loader")


def test_a_second_load_changes_nothing(library: Path) -> None:
    actions.load(LOADER, library)
    again = actions.load(LOADER, library)
    assert again.counts() == {"keep": 3}
    assert not again.changes_something
    assert Loaded.objects.count() == Event.objects.count() == 1


def test_a_changed_file_changes_its_records_only(library: Path) -> None:
    actions.load(LOADER, library)
    write(library, {"more.yaml": "- {code: xyz, title: جغرافیا}\n"})
    plan = actions.load(LOADER, library)
    assert plan.counts() == {"keep": 2, "change": 1}
    assert plan.files[1].changes[0].fields == ("title",)
    assert shelves()["xyz"] == "جغرافیا"
    assert Loaded.objects.count() == 2


def test_problems_of_all_files_are_told_at_once(library: Path) -> None:
    write(
        library, {"shelves.csv": "code,title\nabcd,شعر\nab,داستان\n", "more.yaml": "- {code: x, title: t}\n"}
    )
    problems = refused(library).problems
    assert [(problem.file, problem.row, problem.column) for problem in problems] == [
        ("shelves.csv", 2, "code"),
        ("shelves.csv", 3, "code"),
        ("more.yaml", 1, "code"),
    ]


def test_one_unreadable_file_stops_all(library: Path) -> None:
    (library / "shelves.csv").write_bytes("code,title\nabc,شعر".encode("utf-16"))
    assert "UTF-16" in refused(library).en


def test_a_room_that_breaks_half_way_leaves_nothing(library: Path) -> None:
    write(library, {"more.yaml": "- {code: xyz, title: explodes}\n"})
    with pytest.raises(RuntimeError, match="half-way"):
        actions.load(LOADER, library)
    assert shelves() == {}
    assert not Loaded.objects.exists()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("  - {file: lost.csv, load: test.shelves}", "not in the folder"),
        ("  - {file: ../secret.csv, load: test.shelves}", "stay inside"),
        ("  - {file: /etc/passwd.csv, load: test.shelves}", "stay inside"),
        ("  - {file: 'C:\\x.csv', load: test.shelves}", "stay inside"),
        ("  - {file: shelves.xml, load: test.shelves}", "neither csv"),
        ("  - {file: shelves.csv, load: test.shelves}", "twice"),
        ("  - {file: more.csv, load: nobody.knows}", "There is no provider"),
        ("  - {file: more.csv}", "needs “file” and “load”"),
        ("needs: [Up/Down]", "no name of a blueprint"),
        ("needs: [lost]", "not in the folder"),
        ("colour: red", "unknown"),
    ],
)
def test_a_wrong_manifest_says_so(library: Path, line: str, says: str) -> None:
    write(library, {"blueprint.yaml": f"{MANIFEST}{line}\n"})
    assert any(says in problem.en for problem in refused(library).problems)


@pytest.mark.parametrize(
    ("cut", "says"),
    [("version: 1.0\n", "version"), ("title: {fa: کتابخانه, en: Library}\n", "title"), ("library", "folder")],
)
def test_a_manifest_must_be_whole(library: Path, cut: str, says: str) -> None:
    write(library, {"blueprint.yaml": MANIFEST.replace(cut, "Other" if cut == "library" else "")})
    assert says in refused(library).en


def test_a_file_above_one_that_it_names_is_refused_with_the_cure(library: Path) -> None:
    first, second = MANIFEST.strip().splitlines()[-2:]
    write(library, {"blueprint.yaml": MANIFEST.replace(f"{first}\n{second}", f"{second}\n{first}")})
    (problem,) = refused(library).problems
    assert (problem.file, problem.row, problem.column) == ("more.yaml", 1, "inside")
    assert "list that file above this one" in problem.en
    assert "بالاتر" in problem.fa


def test_a_link_out_of_the_folder_is_refused(library: Path) -> None:
    outside = library.parent / "outside.csv"
    outside.write_text("code,title\nabc,x\n")
    (library / "shelves.csv").unlink()
    (library / "shelves.csv").symlink_to(outside)
    assert "leads out" in refused(library).en


def test_what_a_blueprint_needs_is_loaded_before_it(library: Path) -> None:
    write(library, {"blueprint.yaml": f"{MANIFEST}needs: [base]\n"})
    base = MANIFEST.replace("library", "base").replace("  - {file: more.yaml, load: test.more-shelves}\n", "")
    write(library.parent / "base", {"blueprint.yaml": base, "shelves.csv": "code,title\nbas,پایه\n"})
    plan = actions.load(LOADER, library)
    assert [file.blueprint for file in plan.files] == ["base", "library", "library"]
    assert [loaded.name for loaded in Loaded.objects.order_by("pk")] == ["base", "library"]


def test_blueprints_in_a_ring_are_refused(library: Path) -> None:
    write(library, {"blueprint.yaml": f"{MANIFEST}needs: [library]\n"})
    assert "ring" in refused(library).en


def test_only_administrators_load(library: Path) -> None:
    with pytest.raises(Forbidden):
        actions.load(ANONYMOUS, library)


def test_a_blueprint_is_found_by_path_or_missed_by_name(library: Path) -> None:
    assert actions.find(str(library)) == library
    with pytest.raises(BlueprintRefused, match="There is no blueprint"):
        actions.find("no-such-blueprint")


def test_progress_runs_to_the_end(library: Path) -> None:
    steps: list[tuple[int, int, str]] = []
    actions.load(LOADER, library, progress=lambda *step: steps.append(step))
    assert [done for done, _, _ in steps] == [0, 1, 2, 3, 4]
    assert steps[-1] == (4, 4, "")


def test_a_row_may_name_a_file_whose_bytes_the_provider_gets(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []
    shelf = registry.provider("test.shelves")
    assert shelf
    own = replace(
        shelf, check=lambda rows, context: seen.extend(context.content(row["drawing"]) for row in rows) or []
    )
    monkeypatch.setitem(registry._providers, "test.shelves", own)
    write(library / "drawings", {"abc.svg": "<svg/>"})
    write(library, {"shelves.csv": "code,title,drawing\nabc,شعر,drawings/abc.svg\nabd,داستان,\n"})
    actions.load(LOADER, library)
    assert seen[:2] == [b"<svg/>", b""]
    write(library / "drawings", {"abc.svg": "<svg></svg>"})
    actions.load(LOADER, library)
    first, second = Loaded.objects.order_by("pk").values_list("content_hash", flat=True)
    assert first != second, "the hash covers the files that rows name"


@pytest.mark.parametrize(
    ("name", "says"), [("../secret.svg", "leads out"), ("/etc/passwd", "leads out"), ("none.svg", "not in")]
)
def test_a_file_that_a_row_names_must_lie_in_the_folder(library: Path, name: str, says: str) -> None:
    write(library, {"shelves.csv": f"code,title,drawing\nabc,شعر,{name}\nabd,داستان,\n"})
    (problem,) = refused(library).problems
    assert says in problem.en
    assert (problem.file, problem.row, problem.column) == ("shelves.csv", 2, "drawing")


def test_a_file_that_a_row_names_may_be_too_large(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("barzan.blueprints.folder.MAX_BYTES", 400)
    write(library, {"a.svg": "x" * 401, "shelves.csv": "code,title,drawing\nabc,شعر,a.svg\n"})
    write(library, {"more.yaml": "- {code: xyz, title: تاریخ}\n"})
    (problem,) = refused(library).problems
    assert "MB" in problem.en
    assert problem.row == 2
