"""The empty page on the dashboard's own server: the same start, freeze, shell and configuration, another script.

The shell hints only at what this page draws with, so that the empty page is not slowed by scripts that it does not need.
"""

from pathlib import Path

import streamlit as st

from app import MIDDLEWARE, SHELL, lifespan
from dayops_dash.screen.shell import page, scripts

page.hinted = lambda name: scripts.with_imports("Html.")
SHELL.kwargs.pop("first")  # this page is none of the dashboard's

app = st.App(
    Path(__file__).with_name("empty_page.py"),
    lifespan=lifespan,
    middleware=MIDDLEWARE,
)
