"""The empty page on the dashboard's own server: the same start, freeze, shell and configuration, another script.

The shell hints only at what this page draws with, so that the empty page is not slowed by scripts that it does not need.
"""

from pathlib import Path

import streamlit as st

from app import MIDDLEWARE, lifespan
from dayops_dash.screen import scripts, shell

shell.hinted = lambda name: scripts.with_imports("Html.")

app = st.App(
    Path(__file__).with_name("empty_page.py"),
    lifespan=lifespan,
    middleware=MIDDLEWARE,
)
