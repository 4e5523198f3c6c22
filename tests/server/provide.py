"""Get the sign-in service that the tests of sign-in start: oidc-provider (npm), under build/servers.

"make test" runs this before the tests. A machine without node runs the other tests, and says why these are skipped.
"""

from __future__ import annotations

import shutil
import subprocess
import sys

from tests.stores.provide import SERVERS, from_npm

SERVER = SERVERS / "oidc"
PINNED = "oidc-provider@9.13.3"
LIBRARY = SERVER / "node_modules" / "oidc-provider" / "lib" / "index.js"
NODE = shutil.which("node")


def why_not() -> str:
    """Return why the service cannot be started; "" where it can."""
    if not NODE:
        return "node is not on this machine"
    return "" if LIBRARY.is_file() else "oidc-provider is not here: run python -m tests.server.provide"


def main() -> int:
    try:
        from_npm(SERVER, PINNED, whole=LIBRARY.is_file())
        print("Service for the tests of sign-in: there")
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"The tests of sign-in at a real service will be skipped: {error}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
