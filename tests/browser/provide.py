"""Find a Chromium for the tests, or get one: Debian's through apt-get, else Playwright's own download.

Its headless shell, the same engine without the window round it, opens pages in two thirds of the time.

"make test" runs this before the tests, so that a bare machine gets a browser and a machine that can have none says why.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HELP = """No browser was found, and none could be fetched.
The tests drive a real browser. Install Chromium or Chrome and run them again, for instance:
  Debian, Ubuntu   sudo apt-get install chromium
  macOS            brew install --cask chromium
  Windows          winget install Google.Chrome
or name one: CHROMIUM=/path/to/chrome make test"""


def find() -> str | None:
    """Return the browser named by CHROMIUM, else one on this machine; None where only Playwright's own can be used."""
    named = os.environ.get("CHROMIUM")
    found = [named] if named else [*filter(None, map(shutil.which, NAMES)), *PLACES]
    return next((path for path in found if Path(path).exists()), None)


def _playwrights() -> str | None:
    """Return the browser that Playwright downloaded, if it has."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _by_apt() -> None:
    if not shutil.which("apt-get"):
        return
    lead = [] if os.geteuid() == 0 else ["sudo", "-n"]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "--no-install-recommends"]
    for command in (["apt-get", "update"], [*install, "chromium-headless-shell"], [*install, "chromium"]):
        if not subprocess.run([*lead, *command], env=environment, check=False).returncode and find():
            return


def _nginx() -> None:
    """Get nginx, where Debian has it: tests of a proxy are left out on other machines."""
    if shutil.which("apt-get") and not (shutil.which("nginx") or Path("/usr/sbin/nginx").exists()):
        lead = [] if os.geteuid() == 0 else ["sudo", "-n"]
        command = [*lead, "apt-get", "install", "-y", "-q", "--no-install-recommends", "nginx-light"]
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL)


def _by_playwright() -> None:
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def main() -> int:
    """Return 0 once there is a browser, 1 with clear words where there can be none."""
    for attempt in (lambda: None, _by_apt, _by_playwright):
        attempt()
        if browser := find() or _playwrights():
            _nginx()
            print(f"Browser for the tests: {browser}")
            return 0
    print(HELP, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
