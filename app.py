"""The web application: Streamlit as an ASGI app. Start it with "make run", "streamlit run app.py" or "uvicorn app:app".

What is heavy is imported and read before the first reader comes, and then frozen: Streamlit collects garbage over the
whole heap after every rerun, which took most of a rerun's time (docs/decisions.md, 4).
"""

import contextlib
import gc
import logging
import os
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Mapping
from functools import partial
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.types import Scope
from streamlit import config

from dayops_dash.address import Address
from dayops_dash.dataset import DatasetError, Library, NotShown
from dayops_dash.dataset.serving.gate import GATE
from dayops_dash.dataset.stores.where import follow
from dayops_dash.desk.web.folder import DRAFTS, drafts_folder
from dayops_dash.desk.web.gate import DeskGate, DeskPerson
from dayops_dash.desk.web.routes import Desk
from dayops_dash.edition.data import record_file
from dayops_dash.edition.page import no_page, plain_page
from dayops_dash.edition.routes import STRICT, routes
from dayops_dash.first_answer.answer import NOBODY, first_answer
from dayops_dash.first_answer.controls import plain_address
from dayops_dash.packs.asked import document
from dayops_dash.screen import files
from dayops_dash.screen.shell import scripts
from dayops_dash.screen.shell.middleware import Shell
from dayops_dash.screen.shell.own import MIME
from dayops_dash.screen.shell.page import Request
from dayops_dash.screen.streamlit_pages import scripts_of
from dayops_dash.server.access import Access
from dayops_dash.server.door import Door
from dayops_dash.server.grants import GRANTS, grants_folder
from dayops_dash.server.kept import kept_route
from dayops_dash.server.reading import library_of
from dayops_dash.server.served_at import ServedAt, served_at
from dayops_dash.server.settings import SettingError, refuse_unwritable, refuse_wrong
from dayops_dash.server.signin.set_up import sign_in, signed_in
from dayops_dash.server.slow import limit_senders
from dayops_dash.server.watching.health import health, readiness
from dayops_dash.server.watching.logs import hide_queries, write_json
from dayops_dash.server.watching.metrics import metrics, metrics_token
from dayops_dash.server.watching.traces import Trace, traces
from dayops_dash.server.watching.watch import Watch
from dayops_dash.stories import FIRST, PAGES
from dayops_dash.stories.meeting.pack import PAGE as PACK
from dayops_dash.stories.shared.page import Page

WARMED = 12  # councils whose stories are told before a reader asks: memory is for what is in use, and more are told when asked for
AHEAD = "DAYOPS_WARM"  # the setting that says for how many councils instead
PAUSE = 0.05  # seconds between two stories that are told behind readers, who come first


def councils_ahead() -> int:
    """Return for how many councils pages are made before anyone asks."""
    return int(os.environ.get(AHEAD, "").strip() or WARMED)


def warm() -> None:
    """Import what pages import, tell the first page's story of the council that opens first, and compress the scripts that pages need."""
    import altair  # noqa: F401
    import pyarrow  # noqa: F401

    import dayops_dash.screen.show  # noqa: F401

    GATE.check_in_background()
    library = library_of({})
    if not library.folders():
        logging.getLogger("dayops_dash").warning(
            "No council is in %s: put a folder there, or set DAYOPS_DATA.", library.root
        )
    if COUNCILS_AHEAD:
        tell(library, library.default(), {FIRST.name: FIRST})
    scripts.warm(start for page in PAGES.values() for start in scripts_of(page))


def tell(library: Library, slug: str, pages: Mapping[str, Page] = PAGES, pause: float = 0.0) -> None:
    """Tell the stories of pages of a council, so that its readers do not wait for them; nothing of one that cannot be shown."""
    for dataset in library.datasets([slug]):
        for name, page in pages.items():
            try:
                page.story(dataset.at())
            except Exception:  # one council's folder must not keep the others from their readers
                logging.getLogger("dayops_dash").exception("%s of %s cannot be told", name, dataset.slug)
            time.sleep(pause)


def write_first(choices: Mapping[str, str]) -> None:
    """Write what is sent first of every page at an address with some choices, with its drawings; nothing where pages come live alone."""
    for name in PAGES if SENDS_FIRST else ():
        try:
            first_answer(Request(name, choices, NOBODY))
        except (
            Exception
        ):  # its readers then wait for Streamlit's page alone, as they do where a page has no first answer
            logging.getLogger("dayops_dash").exception("%s cannot be written", name)
        time.sleep(PAUSE)


def warm_behind_readers() -> None:
    """Make the public list, tell the stories of the next councils in the order of lists, and write what is sent first of their pages,
    while readers are served."""
    library = library_of({})
    write_first({})
    Library(public=True).slugs()
    for slug in library.slugs()[:COUNCILS_AHEAD]:
        tell(library, slug, pause=PAUSE)
        write_first({"council": slug})
    if has_desk(bool(SIGN_IN)):
        _ = DESK.answers  # so that the first officer does not wait for its imports
    gc.collect()
    gc.freeze()


def can_be_shown(parameters: Mapping[str, str]) -> bool:
    """Return whether the council that an address asks for can be shown; true of one that is not known, which is another answer."""
    library = library_of({})
    if not library.folders():  # a store that was never reached
        return False
    slug = Address.of(parameters).words("council", default=library.default())
    try:
        library.dataset(slug)
    except NotShown:
        return False
    except DatasetError:
        pass
    return True


def document_of(asked: files.FileAddress) -> files.Made | None:
    """Return the document for a meeting that an address of the page for it asks for, by the kind that it names."""
    if asked.page != PACK.name:
        return None
    made = document(asked.council, asked.choices, asked.base, asked.name)
    return files.Made(*made) if made else None


def record_of(asked: files.FileAddress) -> files.Made | None:
    """Return the facts or the package of a council, as an address asks for them."""
    made = record_file(asked.council, asked.name)
    return files.Made(*made) if made else None


def no_answer(request: Request) -> None:
    """Send no page at first."""


def missing(name: str) -> bytes:
    """Return what is told to whoever asks for a page that is not there, or may not open it."""
    return no_page(name, {page.path: page.title for page in PAGES.values()}, SERVED_AT.prefix)


def has_desk(signing_in: bool) -> bool:
    """Return whether anybody may work at a desk here."""
    return (signing_in or DESK_GATE.is_asked_for) and not DESK_GATE.is_public_copy


def refuse_folders(signing_in: bool) -> None:
    """Raise SettingError where what people write at the desk, or what is opened to members, could not be kept."""
    data = DESK_GATE.data
    if has_desk(signing_in):
        refuse_unwritable(drafts_folder(data), DRAFTS, "Officers' drafts")
    if signing_in and (opened := grants_folder(data)):
        refuse_unwritable(opened, GRANTS, "Grants of exempt papers")


def served() -> tuple[ServedAt, str, list[Middleware], tuple[Trace, Callable[[], None]]]:
    """Return where the dashboard is served, what opens its metrics, what signs people in, if anything does, and what sends traces.

    The path is then taken away at the door, so Streamlit is told of none.
    """
    names = {*OTHERS, *(page.name for page in PAGES.values())}
    try:
        refuse_wrong(os.environ)
        found = served_at(os.environ, str(st.get_option("server.baseUrlPath") or ""), names)
        token = metrics_token(os.environ)
        signing_in = sign_in(os.environ, found, plain_page, STRICT["content-security-policy"])
        tracing = traces(os.environ)
        refuse_folders(bool(signing_in))
    except SettingError as error:
        sys.exit(str(error))
    config.set_option("server.baseUrlPath", "")
    return found, token, signing_in, tracing


def officer(scope: Scope) -> DeskPerson | None:
    """Return who is at the desk by sign-in; None of somebody who is not signed in."""
    session = signed_in(scope)
    return DeskPerson(session.rights, session.person, session.key) if session else None


@contextlib.asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    hide_queries()
    write_json(os.environ)
    follow()
    limit_senders()
    if not os.environ.get("DAYOPS_DEV"):  # "make dev" reloads modules, so what is frozen would be of code that is gone
        warm()
        gc.collect()
        gc.freeze()
        if COUNCILS_AHEAD:
            threading.Thread(target=warm_behind_readers, name="warm", daemon=True).start()
    yield
    END_TRACES()


KINDS_OF_FILE = {"table": files.table, "picture": files.picture, "document": document_of, "record": record_of}
TAKEN = [files.route(kind, make) for kind, make in KINDS_OF_FILE.items()]
OTHERS = {
    "read",
    "data",
    "figure",
    "desk",
    "health",
    "metrics",
    "signin",
    "access",
    "paper",
    *KINDS_OF_FILE,
    *(path.strip("/") for path in MIME),
}  # beside pages
DESK_GATE = DeskGate(Library().root, str(st.get_option("server.address") or ""))
SERVED_AT, TOKEN, SIGN_IN, (TRACE, END_TRACES) = served()
COUNCILS_AHEAD = councils_ahead()
SENDS_FIRST = not os.environ.get("DAYOPS_DEV")  # "make dev" reloads modules under it
ACCESS = Access(
    Library(),
    plain_page,
    partial(missing, "access"),
    STRICT["content-security-policy"],
    partial(SERVED_AT.is_own, scheme="http"),
    SERVED_AT.prefix,
)
DESK = Desk(
    DESK_GATE,
    partial(missing, "desk"),
    Library(),
    signed_in=officer,
    prefix=SERVED_AT.prefix,
    is_own=partial(SERVED_AT.is_own, scheme="http"),
)
NAMES = {"", FIRST.name, *(page.path.strip("/") for page in PAGES.values())}
WATCH = Middleware(Watch, kinds={*NAMES, *OTHERS, "static", "_stcore"}, prefix=SERVED_AT.prefix, trace=TRACE)
DOOR = Middleware(
    Door,
    pages=NAMES,
    others=OTHERS if SIGN_IN else OTHERS - {"signin", "access"},
    no_page=missing,
    policy=STRICT["content-security-policy"],
    health=partial(health, Library()),
    metrics=metrics(TOKEN, partial(readiness, Library())),
    served_at=SERVED_AT,
)
SHELL = Middleware(
    Shell,
    can_be_shown=can_be_shown,
    first=first_answer if SENDS_FIRST else no_answer,
    plain_address=plain_address,
)
MIDDLEWARE = [WATCH, DOOR, *SIGN_IN, SHELL]
app = st.App(
    Path(__file__).parent / "dayops_dash" / "frame.py",
    lifespan=lifespan,
    middleware=MIDDLEWARE,
    routes=[*routes(), *TAKEN, kept_route(), *DESK.routes(), *(ACCESS.routes() if SIGN_IN else [])],
)
