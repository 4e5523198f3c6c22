"""The web application: Streamlit as an ASGI app. Start it with "make run", "streamlit run app.py" or "uvicorn app:app".

What is heavy is imported and read before the first reader comes, and then frozen: Streamlit collects garbage over the
whole heap after every rerun, which took most of a rerun's time (docs/decisions.md, 4).
"""

import contextlib
import gc
import logging
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from dayops_dash.address import Address
from dayops_dash.dataset import DatasetError, Library, NotShown
from dayops_dash.dataset.gate import GATE
from dayops_dash.edition.page import no_page
from dayops_dash.edition.routes import routes
from dayops_dash.screen import scripts, tables
from dayops_dash.screen.menu import MENU, PARTS
from dayops_dash.screen.shell import Shell
from dayops_dash.stories import STORIES


def warm() -> None:
    """Import what pages import, tell every story once, and compress the scripts that pages need."""
    import altair  # noqa: F401
    import pyarrow  # noqa: F401

    import dayops_dash.screen.show  # noqa: F401

    GATE.background = True  # readers never wait for a check: what has no result is shown once it has passed
    for slug in Library().slugs():
        for page, tell in STORIES.items():
            try:
                tell(Library().dataset(slug).at())
            except Exception:  # one council's folder must not keep the others from their readers
                logging.getLogger("dayops_dash").exception("%s of %s cannot be told", page, slug)
    scripts.warm(part for entry in MENU for part in (*PARTS, *entry.parts))


def can_be_shown(parameters: Mapping[str, str]) -> bool:
    """Return whether the council that an address asks for can be shown; true of one that is not known, which is another answer."""
    library = Library()
    slug = Address.of(parameters).words("council", default=library.default())
    try:
        library.dataset(slug)
    except NotShown:
        return False
    except DatasetError:
        pass
    return True


@contextlib.asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    warm()
    gc.collect()
    gc.freeze()
    yield


MIDDLEWARE = [Middleware(Shell, no_page=no_page, can_be_shown=can_be_shown)]
app = st.App(
    Path(__file__).parent / "dayops_dash" / "frame.py",
    lifespan=lifespan,
    middleware=MIDDLEWARE,
    routes=[*routes(), tables.route()],
)
