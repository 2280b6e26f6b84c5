"""``barzan up`` serves, says clearly why it cannot, and leaves nothing behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from barzan.cli.tests.installations import Installation, free_port, says_both


@pytest.fixture
def blueprint(tmp_path: Path) -> Path:
    """A small blueprint of one file, so that a start does not load the demonstration."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    (folder / "blueprint.yaml").write_text(
        "name: tiny\ntitle: {fa: کوچک, en: Tiny}\nversion: '1'\n"
        "files:\n  - {file: organisations.csv, load: people.organisations}\n",
        encoding="utf-8",
    )
    (folder / "organisations.csv").write_text("code,name\ntown,شهر\n", encoding="utf-8")
    return folder


@contextmanager
def up(installation: Installation, port: int, blueprint: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "barzan.cli.main", "up", "--port", str(port), "--load", str(blueprint)],
        env=installation.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for(port: int, seconds: float = 90) -> dict[str, object]:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
                return json.load(answer)
        except OSError:
            time.sleep(0.2)
    raise AssertionError("it does not answer")


def announced(process: subprocess.Popen[bytes]) -> str:
    """What it prints until it has said that it is ready: it answers a little before it says so."""
    said = b""
    for line in process.stdout or ():
        said += line
        if b"Ctrl-C" in line and b"Stop" in line:
            return said.decode()
    raise AssertionError(said.decode())


def of_session(process: subprocess.Popen[bytes]) -> list[int]:
    """Processes that were started by ``process``, at any depth."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            parents[int(folder.name)] = int(fields[1])
    found = [process.pid]
    for parent in found:
        found += [pid for pid, above in parents.items() if above == parent]
    return found[1:]


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_and_leaves_no_process_behind(
    ending: signal.Signals, installation: Installation, blueprint: Path
) -> None:
    (installation.home / "demo-sign-ins.txt").write_text("officer\tpassword\n")
    port = free_port()
    with up(installation, port, blueprint) as process:
        assert wait_for(port)["status"] == "up"
        output = announced(process)
        children = of_session(process)
        assert len(children) >= 3
        process.send_signal(ending)
        output += process.communicate(timeout=30)[0].decode()
        assert process.returncode == 0
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]
    assert f"http://localhost:{port}" in output
    assert "officer\tpassword" in output
    assert says_both(output)


def test_a_used_port_is_named_with_the_cure(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = Installation(tmp_path / "home").run("up", "--port", port)
    assert done.returncode == 2
    assert str(port) in done.stderr
    assert "--port" in done.stderr
    assert says_both(done.stderr)
    assert not (tmp_path / "home").exists()


def test_a_second_one_on_the_same_home_is_refused(installation: Installation, blueprint: Path) -> None:
    port = free_port()
    with up(installation, port, blueprint) as process:
        wait_for(port)
        done = installation.run("up", "--port", free_port())
        process.terminate()
        process.wait(30)
    assert done.returncode == 2
    assert str(installation.home) in done.stderr
    assert says_both(done.stderr)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BARZAN_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none"),
        ("BARZAN_DATABASE_URL", "oracle9i://x"),
        ("BARZAN_HOME", "/proc/nowhere"),
    ],
)
def test_a_wrong_setting_is_a_sentence(name: str, value: str, tmp_path: Path) -> None:
    wrong = Installation(tmp_path / "home", more={name: value})
    done = wrong.run("up", "--port", free_port())
    assert done.returncode == 2, done.stderr
    assert says_both(done.stderr)


def test_a_worker_that_falls_is_started_again(installation: Installation, blueprint: Path) -> None:
    port = free_port()
    with up(installation, port, blueprint) as process:
        wait_for(port)
        time.sleep(1)
        children = [pid for pid in of_session(process) if parent_of(pid) == process.pid]
        os.kill(max(children), signal.SIGKILL)
        until = time.monotonic() + 30
        while time.monotonic() < until:
            now = [pid for pid in of_session(process) if parent_of(pid) == process.pid]
            if len(now) == 2 and max(now) not in children:
                break
            time.sleep(0.2)
        else:
            raise AssertionError("no new worker")
        process.terminate()
        process.wait(30)


def parent_of(pid: int) -> int:
    return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
