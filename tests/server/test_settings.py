"""What the environment says: what is misspelt, is no folder or cannot be written to stops the start, with what to do."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from dayops_dash.commands import say_where
from dayops_dash.server.settings import KNOWN, OF_TESTS, SettingError, refuse_unwritable, refuse_wrong

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({"DAYOPS_DATTA": "/srv"}, "There is no setting DAYOPS_DATTA. Did you mean DAYOPS_DATA?"),
        ({"DAYOPS_SIGN_IN_ISSUER": "https://x"}, "Did you mean DAYOPS_SIGNIN_ISSUER?"),
        ({"DAYOPS_XYZZY": "1"}, "Take it out of the environment."),
        ({"DAYOPS_DATA": "/no/such/folder"}, "there is no such folder"),
        ({"DAYOPS_DATA": str(ROOT / "data" / "dorset")}, f"Give the folder above it: {str(ROOT / 'data')!r}"),
        ({"DAYOPS_DESK": "true"}, "DAYOPS_DESK is 'true'. Set it to 1, or leave it out."),
        ({"DAYOPS_LOG": "JSON lines"}, "Set it to json"),
        ({"DAYOPS_WARM": "-1"}, "not a whole number"),
        ({"DAYOPS_WARM": "1.5"}, "not a whole number"),
        ({"DAYOPS_WARM": "²"}, "not a whole number"),
    ],
)
def test_what_cannot_be_right_is_refused_with_what_to_do(environment: dict[str, str], says: str) -> None:
    with pytest.raises(SettingError) as error:
        refuse_wrong(environment)
    assert says in str(error.value)


def test_what_can_be_right_is_taken(tmp_path: Path) -> None:
    refuse_wrong({})
    refuse_wrong(
        {"DAYOPS_DATA": str(tmp_path), "DAYOPS_DESK": "0", "DAYOPS_LOG": "json", "DAYOPS_WARM": "0", "PATH": ""}
    )
    refuse_wrong({"DAYOPS_DATA": "s3://bucket/prefix"})
    refuse_wrong(dict.fromkeys(KNOWN, ""))  # as a file of settings has them that is not filled in


def test_every_setting_that_the_code_reads_is_known_and_told_to_whoever_runs_it() -> None:
    code = [ROOT / "app.py", *(ROOT / "dayops_dash").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
    read = {name for path in code for name in re.findall(r"DAYOPS_[A-Z_]*[A-Z]", path.read_text("utf-8"))}
    assert read - KNOWN == {"DAYOPS_SIGNIN"}  # the beginning of several
    told = "".join((ROOT / name).read_text("utf-8") for name in ("docs/operating.md", "Makefile"))
    assert {name for name in KNOWN - {*OF_TESTS} if name not in told} == set()


def test_a_folder_that_cannot_be_written_to_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    refuse_unwritable(tmp_path / "to" / "be" / "made", "DAYOPS_DRAFTS", "Officers' drafts")
    with pytest.raises(SettingError, match="set DAYOPS_DRAFTS to another folder"):
        refuse_unwritable(tmp_path / "file" / "drafts", "DAYOPS_DRAFTS", "Officers' drafts")


@pytest.mark.parametrize(
    ("stated", "says"),
    [
        ({"DAYOPS_BAES": "https://www.example.gov.uk"}, "Did you mean DAYOPS_BASE?"),
        ({"DAYOPS_DESK": "1", "DAYOPS_DRAFTS": "/dev/null/drafts"}, "set DAYOPS_DRAFTS to another folder"),
    ],
)
def test_the_application_does_not_start_with_it(stated: dict[str, str], says: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", "import app"],
        cwd=ROOT,
        env={**os.environ, **stated},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1 and says in run.stderr and "Traceback" not in run.stderr


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_commands_say_to_a_person_whose_data_they_speak_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DAYOPS_DATA", raising=False)
    say_where("versions", unset := Terminal())
    assert f"Councils in {ROOT / 'data'} (DAYOPS_DATA is not set)" in unset.getvalue()
    monkeypatch.setenv("DAYOPS_DATA", str(tmp_path))
    say_where("publish", stated := Terminal())
    say_where("tables", other := Terminal())
    say_where("versions", machine := io.StringIO())
    assert stated.getvalue() == f"Councils in {tmp_path}\n" and other.getvalue() == machine.getvalue() == ""
    if hasattr(os, "geteuid"):
        monkeypatch.setattr(os, "geteuid", lambda: tmp_path.stat().st_uid + 1)
        say_where("grant", theirs := Terminal())
        assert "Work as its user." in theirs.getvalue()
