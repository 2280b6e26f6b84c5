"""A blueprint of places, units, posts and accounts loads, changes what differs, says what is wrong."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model

from barzan.access.values import system_actor
from barzan.blueprints import actions as blueprints
from barzan.blueprints.values import BlueprintRefused
from barzan.people.models import Holding, Post, Unit
from barzan.places.models import Membership, Place

pytestmark = pytest.mark.django_db
LOADER = system_actor("loader")
FILES = {
    "hierarchies.csv": "code,name\nadministrative,تقسیمات کشوری\n",
    "places.csv": "code,hierarchy,kind,name,parent\np,administrative,province,استان,\n"
    "c,administrative,county,شهرستان,p\n",
    "organisations.csv": "code,name,place\ngov,استانداری,p\n",
    "units.csv": "code,name,kind,organisation,parent,order\nroot,استانداری,organisation,gov,,0\n"
    "dev,معاونت عمرانی,deputy,gov,root,2\ninv,معاونت اقتصادی,deputy,gov,root,1\n",
    "posts.csv": "code,title,unit,roles,place\nhead,معاون,dev,unit_head officer,c\n",
    "users.csv": "username,given_name,family_name,posts,demonstration\n"
    "head,آزمون,نمونه,head,yes\nclerk,آزمون,دیگر,,\n",
}
PROVIDERS = {
    "hierarchies.csv": "places.hierarchies",
    "places.csv": "places.places",
    "organisations.csv": "people.organisations",
    "units.csv": "people.units",
    "posts.csv": "people.posts",
    "users.csv": "people.users",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    listed = "".join(f"  - {{file: {file}, load: {load}}}\n" for file, load in PROVIDERS.items())
    manifest = f"name: office\ntitle: {{fa: اداره, en: Office}}\nversion: 1\nfiles:\n{listed}"
    home = tmp_path / "office"
    home.mkdir()
    (home / "blueprint.yaml").write_text(manifest, encoding="utf-8")
    for file, text in FILES.items():
        (home / file).write_text(text, encoding="utf-8")
    return home


def rewrite(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def test_it_loads_and_a_second_load_keeps_everything(folder: Path) -> None:
    assert blueprints.load(LOADER, folder).counts() == {"add": 10}
    assert blueprints.load(LOADER, folder).counts() == {"keep": 10}
    dev, province = Unit.objects.get(code="dev"), Place.objects.get(code="p")
    assert dev.path == f"/{Unit.objects.get(code='root').pk}/{dev.pk}/"
    assert Post.objects.get().roles == ["officer", "unit_head"]
    assert Place.objects.get(code="c").path.startswith(province.path)
    assert Holding.objects.get().person.user.username == "head"


def test_passwords_are_random_stand_in_a_private_file_and_work(
    folder: Path, django_capture_on_commit_callbacks
) -> None:
    kept = settings.HOME / "demo-sign-ins.txt"
    kept.unlink(missing_ok=True)
    with django_capture_on_commit_callbacks(execute=True):
        blueprints.load(LOADER, folder)
        blueprints.load(LOADER, folder)
    assert kept.stat().st_mode & 0o777 == 0o600
    lines = [line.split("\t") for line in kept.read_text(encoding="utf-8").splitlines()]
    assert [line[0] for line in lines] == ["head", "clerk"]
    assert lines[0][1] != lines[1][1]
    users = {user.username: user for user in get_user_model().objects.all()}
    assert all(users[name].check_password(password) for name, password, _ in lines)
    assert not users["head"].must_change_password
    assert users["clerk"].must_change_password


def test_only_what_differs_is_changed(folder: Path) -> None:
    blueprints.load(LOADER, folder)
    rewrite(folder, "units.csv", "inv,معاونت اقتصادی,deputy,gov,root", "inv,معاونت سرمایه,deputy,gov,dev")
    rewrite(folder, "places.csv", "شهرستان", "شهرستان نو")
    rewrite(folder, "posts.csv", "unit_head officer", "secretary")
    plan = blueprints.load(LOADER, folder)
    changed = {each.key: each.fields for file in plan.files for each in file.changes if each.kind == "change"}
    assert changed == {"inv": ("name", "parent"), "c": ("name",), "head": ("roles",)}
    assert Unit.objects.get(code="inv").parent.code == "dev"
    assert Place.objects.get(code="c").namings.count() == 2
    assert Membership.objects.count() == 2
    assert blueprints.load(LOADER, folder).counts() == {"keep": 10}


@pytest.mark.parametrize(
    ("file", "old", "new", "row", "column"),
    [
        ("units.csv", "deputy,gov,root,2", "king,gov,root,2", 3, "kind"),
        ("units.csv", "deputy,gov,root,2", "deputy,gov,inv,2", 3, "parent"),
        ("units.csv", "deputy,gov,root,2", "deputy,gov,root,two", 3, "order"),
        ("units.csv", "inv,", "dev,", 4, "code"),
        ("posts.csv", "unit_head", "king", 2, "roles"),
        ("posts.csv", ",dev,", ",nowhere,", 2, "unit"),
        ("users.csv", "head,yes", "nothing,yes", 2, "posts"),
        ("users.csv", "head,yes", "head,perhaps", 2, "demonstration"),
        ("places.csv", "county", "planet", 3, "kind"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_changes(
    folder: Path, file: str, old: str, new: str, row: int, column: str
) -> None:
    rewrite(folder, file, old, new)
    with pytest.raises(BlueprintRefused) as refused:
        blueprints.load(LOADER, folder)
    (problem,) = refused.value.problems
    assert (problem.file, problem.row, problem.column) == (file, row, column)
    assert not Unit.objects.exists()
