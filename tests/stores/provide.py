"""Get the servers that the tests of stores start: moto's for S3 (Python), Azurite for Azure (npm), under build/servers.

"make test" runs this before the tests. A machine that can have none of them runs the other tests, and says why these are skipped.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVERS = ROOT / "build" / "servers"
PINNED = Path(__file__).with_name("servers.txt")
AZURITE = "azurite@3.35.0"
BIN = "Scripts" if sys.platform == "win32" else "bin"
MOTO_SERVER = SERVERS / "moto" / BIN / "moto_server"
AZURITE_BLOB = SERVERS / "azurite" / "node_modules" / ".bin" / "azurite-blob"


def _moto() -> None:
    stamp = SERVERS / "moto" / "installed.txt"
    if stamp.is_file() and stamp.read_bytes() == PINNED.read_bytes():
        return
    venv.create(SERVERS / "moto", with_pip=True, clear=True)
    python = SERVERS / "moto" / BIN / "python"
    install = ["-m", "pip", "install", "--quiet", "--no-compile", "--disable-pip-version-check", "-r", str(PINNED)]
    subprocess.run([python, *install], check=True)
    shutil.copyfile(PINNED, stamp)


def from_npm(folder: Path, pinned: str, *, whole: bool = True) -> None:
    """Install a pinned package of npm into a folder, unless it is there, and ``whole``.

    Raises OSError or CalledProcessError where it cannot be had.
    """
    npm, stamp = shutil.which("npm"), folder / "installed.txt"
    if whole and stamp.is_file() and stamp.read_text("utf-8") == pinned:
        return
    if not npm:
        raise OSError("npm is not here")
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), pinned], check=True)
    stamp.write_text(pinned, "utf-8")


def _azurite() -> None:
    from_npm(SERVERS / "azurite", AZURITE)


def main() -> int:
    SERVERS.mkdir(parents=True, exist_ok=True)
    for name, get in (("S3", _moto), ("Azure", _azurite)):
        try:
            get()
            print(f"Server for the tests of {name}: there")
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"The tests of stores at {name} will be skipped: {error}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
