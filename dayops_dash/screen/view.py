"""What a reader has chosen: council and date, and each page's own choices. All of it lives in the URL, and only there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from dayops_dash import wording
from dayops_dash.dataset import Council, Dataset, DatasetError, Library
from dayops_dash.screen.menu import path_of

OTHER = "other"


@dataclass(frozen=True)
class View:
    """A council as at a date, as the URL names them."""

    council: Council
    titles: Mapping[str, str]
    page: str

    @property
    def dataset(self) -> Dataset:
        return self.council.dataset

    def address(self, page: str, **choices: str) -> str:
        """Return the address of a page on this council and day, with some of the page's own choices."""
        return address(page, **{"council": self.council.slug, "as_at": self.council.as_at.isoformat(), **choices})

    def here(self, **choices: str) -> str:
        """Return the address of the page that is open with all that is chosen on it, some of it otherwise."""
        return self.address(self.page, **{**st.query_params.to_dict(), **choices})


def address(page: str, **choices: str) -> str:
    """Return the address of a page with some choices, relative, so that it holds under any base path."""
    return f"./{path_of(page)}?{urlencode(choices)}"


def chosen_view(page: str) -> View | str:
    """Return what the URL asks for; or, where it asks for what is not there, a message that says what is."""
    library = Library()
    titles = library.titles()
    if not titles:
        return "There is no council yet. Add a folder under data, then reload."
    slug = st.query_params.get("council", library.default())
    try:
        dataset = library.dataset(slug)
        day = date.fromisoformat(asked) if (asked := st.query_params.get("as_at", "")) else None
        view = View(dataset.at(day), titles, page)
        view.council.table("documents")
    except DatasetError as error:
        return str(error)
    except ValueError:
        return f"“{st.query_params['as_at']}” is not a date. Write it as 2023-03-13, or choose below."
    return view


def choose(
    label: str,
    name: str,
    options: Sequence[str],
    *,
    shown: Callable[[str], str] = wording.capital,
    default: str = "",
    then: Callable[[], None] | None = None,
) -> str:
    """Show a select box whose choice is the URL's parameter ``name``, and return it. An unknown value is the default's."""
    asked = st.query_params.get(name, default)
    st.session_state[name] = asked if asked in options else default
    st.selectbox(label, options, key=name, format_func=shown, on_change=then or (lambda: keep(name, default)))
    return str(st.session_state[name])


def switch(label: str, name: str, options: Mapping[str, str]) -> str:
    """Show a few choices side by side, the first being the default, and return what the URL's parameter ``name`` says."""
    default = next(iter(options))
    asked = st.query_params.get(name, default)
    st.session_state[name] = asked if asked in options else default
    st.segmented_control(
        label,
        list(options),
        key=name,
        format_func=options.__getitem__,
        required=True,
        on_change=lambda: keep(name, default),
    )
    return str(st.session_state[name])


def write(label: str, name: str, placeholder: str) -> str:
    """Show a text box whose words are the URL's parameter ``name``, and return them."""
    st.session_state[name] = st.query_params.get(name, "")
    st.text_input(label, key=name, placeholder=placeholder, max_chars=100, on_change=lambda: keep(name, ""))
    return str(st.session_state[name]).strip()


def keep(name: str, default: str) -> None:
    """Put a widget's choice into the URL; the default takes it out. What was chosen before it on a page starts anew."""
    value = str(st.session_state.get(name) or "")
    if value and value != default:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)
    st.query_params.pop("first", None)


def choosers(view: View, notice: str) -> None:
    """Show the council and as-at choosers, and beside them the notice of the data's age."""
    with st.container(horizontal=True, key="choosers", vertical_alignment="bottom"):
        titles = view.titles
        choose(
            "Council", "council", list(titles), shown=titles.__getitem__, default=view.council.slug, then=_new_council
        )
        _as_at(view.council, _days(view.council))
        st.html(notice, width="stretch")


def _new_council() -> None:
    """Another council has other papers: start at its latest report, with nothing else chosen."""
    slug = st.session_state["council"]
    st.session_state["as_at_other"] = False
    st.query_params.from_dict({"council": slug})


def _days(council: Council) -> dict[str, str]:
    every = council.dataset.at(date.max)
    papers = [row for row in every.rows("documents") if row["published_on"]]
    known = {row["published_on"].isoformat(): f"Report, {every.dated(row['document_id'])}" for row in papers}
    latest = council.dataset.default_as_at.isoformat()
    known[latest] = known.get(latest, "").replace("Report", "Latest report")
    for name, on in (("Today", date.today()), ("Chosen day", council.as_at)):
        known.setdefault(on.isoformat(), f"{name}, {wording.short_day(on)}")
    return {day: known[day] for day in sorted(known, reverse=True)} | {OTHER: "Another date"}


def _as_at(council: Council, days: dict[str, str]) -> None:
    now = council.as_at.isoformat()
    st.session_state["as_at"] = OTHER if st.session_state.get("as_at_other") else now
    st.selectbox("As at", list(days), key="as_at", format_func=lambda d: days[d], on_change=_new_day)
    if st.session_state["as_at"] == OTHER:
        st.date_input(
            "Date",
            value=council.as_at,
            min_value=date(2010, 1, 1),
            max_value=date(2050, 12, 31),
            format="DD/MM/YYYY",
            key="as_at_day",
            on_change=_other_day,
        )


def _new_day() -> None:
    chosen = st.session_state["as_at"]
    st.session_state["as_at_other"] = chosen == OTHER
    if chosen != OTHER:
        st.query_params["as_at"] = chosen


def _other_day() -> None:
    chosen = st.session_state["as_at_day"]
    if chosen:  # the field stays while its parts are typed one by one
        st.query_params["as_at"] = chosen.isoformat()
