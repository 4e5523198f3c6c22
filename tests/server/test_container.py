"""The container and the system's service, as far as they can be tried without a registry of images: what the image would hold is put
together as its file says, made read-only, and started by its own command with no rights beyond those that files give."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from shlex import split
from signal import SIGTERM
from time import monotonic, sleep

import pytest
import yaml

from dayops_dash.dataset import Library
from dayops_dash.screen.files import Files
from dayops_dash.server.settings import FOLDERS, KNOWN

ROOT = Path(__file__).resolve().parents[2]
CONTAINER = ROOT / "docs" / "container"
NO_RIGHTS = ("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs")  # as with cap_drop: ALL
KEPT, OWNED = "/var/lib/dayops/", "--chown=10001:10001 "  # where a volume may be put, and whose it is
WAIT = 90  # seconds, on a busy machine


def instructions(name: str) -> list[str]:
    """Return the arguments of every instruction of a kind, in order."""
    lines = (CONTAINER / "Containerfile").read_text("utf-8").replace("\\\n", " ").splitlines()
    return [line.split(maxsplit=1)[1] for line in lines if line.split()[:1] == [name]]


def settings() -> dict[str, str]:
    return dict(pair.split("=", 1) for line in instructions("ENV") for pair in split(line))


def command(name: str) -> list[str]:
    """Return the words of the command that is run: it is a list, so that no shell is needed."""
    found: list[str] = json.loads(re.sub(r"^[^\[]*(CMD )?(?=\[)", "", instructions(name)[-1]))
    assert found[0] in ("/app/.venv/bin/python", "--port")
    return [sys.executable if word == "/app/.venv/bin/python" else word for word in found]


def image(app: Path) -> None:
    """Put together what the image holds of this project, as its file says, and make all of it read-only."""
    for sources, target in (line.rsplit(maxsplit=1) for line in instructions("COPY") if not line.startswith("--from")):
        place = app.parent / "kept" / target.removeprefix(KEPT) if target.startswith(KEPT) else app / target
        for source in sources.removeprefix(OWNED).split():
            assert (ROOT / source).exists(), f"{source} is not in the checkout"
            if target.startswith("/") and not target.startswith(KEPT):
                continue  # needed while it is made, and not in it
            to = app / target / (source if target == "./" else "")
            if (ROOT / source).is_dir():
                shutil.copytree(ROOT / source, place, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / source, to)
    for path in (app, *app.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)


@contextmanager
def started(app: Path, scratch: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Start what the image starts, without rights, and give the port with the process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    kept = {name: value.replace(KEPT, f"{app.parent}/kept/") for name, value in settings().items()}
    environment = {"PATH": "/usr/bin:/bin", **kept, "HOME": str(scratch), "TMPDIR": str(scratch)}
    dropped = NO_RIGHTS if os.geteuid() == 0 else ()  # who is not root has none
    with (scratch.parent / "log").open("wb") as log:
        run = subprocess.Popen(
            [*dropped, *command("ENTRYPOINT"), "--port", str(port)], cwd=app, env=environment, stdout=log, stderr=log
        )
        try:
            yield port, run
        finally:
            run.terminate()
            run.wait(WAIT)


def ask(port: int, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=WAIT) as answer:
        return bytes(answer.read())


@pytest.mark.long
def test_what_the_image_holds_runs_read_only_and_without_rights(tmp_path: Path) -> None:
    image(app := tmp_path / "app")
    (scratch := tmp_path / "scratch").mkdir()
    if os.geteuid() == 0 and not shutil.which(NO_RIGHTS[0]):
        pytest.skip("rights cannot be given up on this machine")
    before = sorted(str(path) for path in app.rglob("*"))
    health = command("HEALTHCHECK")
    assert "8501" in health[-1]
    with started(app, scratch) as (port, run):
        until = monotonic() + WAIT
        probe = [*health[:-1], health[-1].replace("8501", str(port))]
        while subprocess.run(probe, capture_output=True, check=False).returncode:
            assert monotonic() < until, (tmp_path / "log").read_text("utf-8")[-2000:]
            sleep(0.3)
        ready = json.loads(ask(port, "/health/ready"))
        assert ready["status"] == "ready", (ready, (tmp_path / "log").read_text("utf-8")[-3000:])
        assert b"Where do we stand?" in ask(port, "/?council=dorset")
        files = Files(Library().dataset("dorset").at(), "pack")
        made = {name: ask(port, files.address("document", name)[1:]) for name in ("report.docx", "report.pdf")}
        assert made["report.docx"][:2] == b"PK" and made["report.pdf"][:4] == b"%PDF"
        with ThreadPoolExecutor(1) as reader:
            in_the_making = reader.submit(ask, port, files.address("document", "appendix.pdf")[1:])
            sleep(0.2)
            run.terminate()
            assert in_the_making.result()[:4] == b"%PDF", "what is in the making is finished"
        assert run.wait(WAIT) in (0, -SIGTERM)
    assert sorted(str(path) for path in app.rglob("*")) == before, "nothing is written beside the application"
    lines = (tmp_path / "log").read_text("utf-8").splitlines()
    assert any(json.loads(line).get("path") == "/health/ready" for line in lines if line.startswith("{"))


def test_what_is_kept_lies_where_a_volume_is_put_and_is_the_users_own() -> None:
    compose = yaml.safe_load((CONTAINER / "compose.yaml").read_text("utf-8"))
    for name in ("one", "two"):
        assert f"kept:{KEPT.rstrip('/')}" in compose["services"][name]["volumes"]
    folders = {name: path for name, path in settings().items() if name in FOLDERS}
    assert set(folders) == {"DAYOPS_DATA", "DAYOPS_DRAFTS", "DAYOPS_GRANTS"}
    assert all(path.startswith(KEPT) for path in folders.values())
    assert f"{OWNED}data {folders['DAYOPS_DATA']}" in instructions("COPY")
    assert OWNED.strip() == f"--chown={instructions('USER')[0]}"


def test_the_file_of_settings_names_settings_that_there_are() -> None:
    lines = (ROOT / "docs" / "dayops.env").read_text("utf-8").splitlines()
    stated = dict(line.lstrip("#").split("=", 1) for line in lines if re.match(r"#?[A-Z]", line) and "=" in line)
    assert {"DAYOPS_DATA", "DAYOPS_DRAFTS", "DAYOPS_GRANTS", "DAYOPS_BASE", "DAYOPS_LOG"} <= set(stated) <= KNOWN


def test_the_image_is_nobodys_and_needs_no_shell() -> None:
    assert re.fullmatch(r"([1-9]\d+):\1", *instructions("USER"))
    assert command("ENTRYPOINT")[1:4] == ["-m", "uvicorn", "app:app"]
    assert all("==" in word for line in instructions("RUN") for word in re.findall(r"install .*?(cyclonedx\S+)", line))


def test_the_copies_behind_the_proxy_are_those_that_it_asks() -> None:
    services = yaml.safe_load((CONTAINER / "compose.yaml").read_text("utf-8"))["services"]
    proxy = services.pop("proxy")
    asked = re.findall(r"server 127\.0\.0\.1:(\d+) max_fails=0;", (ROOT / "docs" / "nginx.conf").read_text("utf-8"))
    assert [one["command"][-1] for one in services.values()] == asked
    assert all(one["network_mode"] == "service:proxy" and one["read_only"] for one in services.values())
    ours = [volume.split(":")[0] for volume in proxy["volumes"] if volume.startswith("../")]
    assert ours and all((CONTAINER / path).exists() for path in ours)


def test_the_systems_service_is_sound() -> None:
    unit = ROOT / "docs" / "dayops@.service"
    assert "compileall" in unit.read_text("utf-8"), (
        "it cannot write what Python compiles, and would do so at each start"
    )
    (line,) = re.findall(r"^ExecStart=(.*)$", unit.read_text("utf-8"), re.MULTILINE)
    assert line.split()[1:4] == ["-m", "uvicorn", "app:app"] and line.split()[-2:] == ["--port", "%i"]
    if not (verify := shutil.which("systemd-analyze")):
        pytest.skip("systemd is not on this machine")
    told = subprocess.run([verify, "verify", str(unit)], capture_output=True, text=True, check=False)
    faults = [fault for fault in (told.stdout + told.stderr).splitlines() if fault.startswith("dayops@")]
    assert [fault for fault in faults if "/opt/dayops/.venv/bin/python is not executable" not in fault] == []
