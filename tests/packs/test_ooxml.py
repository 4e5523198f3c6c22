"""Every Office file is held to its format by Microsoft's own validator (the Open XML SDK), for Office of 2019."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from pathlib import Path

import pytest

from dayops_dash.dataset import Library
from dayops_dash.desk.returns.make import make_workbooks
from dayops_dash.packs.formats import FORMATS
from tests.desk.test_make import HELD, OPTIONAL
from tests.packs.provide import validator
from tests.packs.test_one_side import pack
from tests.thorough import THOROUGH

pytestmark = pytest.mark.skipif(not validator(), reason="the validator is not here: run python -m tests.packs.provide")
COUNCILS = Library().slugs() if THOROUGH else ["nottinghamshire", "exampleshire"]
OFFICE = {name: one for name, one in FORMATS.items() if one.ending != "pdf"}


def faults(folder: Path, name: str, content: bytes) -> list[str]:
    """Return what the validator finds in a file, each with its place."""
    path = folder / name
    path.write_bytes(content)
    command = [str(validator()), str(path)]
    settings = {"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "DOTNET_BUNDLE_EXTRACT_BASE_DIR": str(folder)}
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=settings)
    found = json.loads(done.stdout)
    assert found["ok"] is not bool(found["errors"])
    return [f"{one['path']}: {one['description']}" for one in found["errors"]]


@pytest.mark.parametrize("slug", COUNCILS)
def test_documents_are_sound(tmp_path: Path, slug: str) -> None:
    told = pack(slug)
    made = {name: one.make(told) for name, one in OFFICE.items()}
    assert len(made) >= 9
    assert {name: found for name, content in made.items() if (found := faults(tmp_path, name, content))} == {}


def test_a_workbook_for_returns_is_sound(tmp_path: Path) -> None:
    assert faults(tmp_path, "return.xlsx", make_workbooks(HELD, "Exampleshire", forms=OPTIONAL)[0].content) == []


def test_what_is_not_sound_is_found(tmp_path: Path) -> None:
    out = io.BytesIO()
    content = FORMATS["actions.docx"].make(pack("dorset"))
    with zipfile.ZipFile(io.BytesIO(content)) as file, zipfile.ZipFile(out, "w") as broken:
        for part in file.namelist():
            broken.writestr(part, file.read(part).replace(b"<w:tblW ", b"<w:table-width "))
    assert any("document.xml" in found for found in faults(tmp_path, "broken.docx", out.getvalue()))
