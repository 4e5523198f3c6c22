"""Compile requirements.txt and tests/requirements.txt from pyproject.toml: every package pinned, for every platform.

Each direct dependency gets the comment that pyproject.toml gives it. What a server installs is written once more with the hash of each
file of each package, for pip's --require-hashes, and in a list of their licences. Run by "make requirements".
"""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROJECT = ROOT / "pyproject.toml"
HEAD = "# Compiled from pyproject.toml by make requirements. Do not edit by hand.\n"
TARGETS = {  # the tests' first: the app's may hold nothing that the tests did not run with
    "tests/requirements.txt": ("--extra", "test", "--extra", "dev"),
    "requirements.txt": ("--constraint", "tests/requirements.txt"),
}
HASHED = "docs/container/requirements.txt"  # with sign-in and stores, as an image has them
LICENCES = "docs/container/licences.md"
LICENCES_HEAD = "# Licences\n\nOf what a server installs, as each package states it. Made by make requirements.\n"
ELSEWHERE = {"colorama": "BSD-3-Clause"}  # installed on Windows alone
HASHES = ("--generate-hashes", "--extra", "signin", "--extra", "store", "--constraint", "tests/requirements.txt")


def purposes(*, extras: bool = True) -> dict[str, str]:
    """Return what each direct dependency is for, by its name, as pyproject.toml's comments say; the app's only without extras."""
    text = PROJECT.read_text("utf-8")
    text = text if extras else text.partition("[project.optional-dependencies]")[0]
    lines = re.findall(r'^\s+"([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?[^"]*",\s*#\s*(.+)$', text, re.MULTILINE)
    return {normal(name): purpose for name, purpose in lines}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def with_purposes(compiled: str, known: dict[str, str]) -> str:
    """Return compiled requirements with a comment on the line of each direct dependency."""
    lines = []
    for line in compiled.splitlines():
        name = normal(re.split(r"[=<>\[ ;]", line, maxsplit=1)[0])
        lines.append(f"{line}  # {known[name]}" if name in known and "==" in line else line)
    return HEAD + "\n".join(lines) + "\n"


def compiled(extras: tuple[str, ...]) -> str:
    """Return what uv resolves, with no name of where the packages come from."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--universal", "--no-header", "--no-annotate"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--python-version", "3.11", *extras, str(PROJECT)]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout


def licence_of(name: str) -> str:
    """Return the licence of an installed package, as it states it itself."""
    if name in ELSEWHERE:
        return ELSEWHERE[name]
    stated = metadata(name)
    own = (stated.get("License") or "").strip().partition("\n")[0]
    classes = [said.rpartition(" :: ")[2] for said in stated.get_all("Classifier") or [] if said.startswith("License")]
    return stated.get("License-Expression") or (own if own and "Copyright" not in own else " or ".join(classes))


def licences(hashed: str) -> str:
    """Return a list of the packages of some requirements, with the licence of each, as Markdown."""
    names = dict.fromkeys(re.findall(r"^([a-z0-9.-]+)==", hashed, re.MULTILINE))
    rows = "".join(f"| {name} | {licence_of(name)} |\n" for name in names)
    return f"{LICENCES_HEAD}\n| Package | Licence |\n| --- | --- |\n{rows}"


if __name__ == "__main__":
    for target, extras in TARGETS.items():
        known = purposes(extras="--extra" in extras)
        (ROOT / target).write_text(with_purposes(compiled(extras), known), "utf-8")
    hashed = compiled(HASHES)
    (ROOT / HASHED).write_text(HEAD + hashed, "utf-8")
    (ROOT / LICENCES).write_text(licences(hashed), "utf-8")
