"""The dashboard as it is served, with sign-in in a hurry: what is read again after minutes is read again after seconds."""

from __future__ import annotations

import sys

import uvicorn

from dayops_dash.server.signin import session

session.READ_AGAIN, session.BELIEVED, session.KEPT = 2, 6, 1.0

if __name__ == "__main__":
    uvicorn.run("app:app", port=int(sys.argv[1]), log_level="warning")
