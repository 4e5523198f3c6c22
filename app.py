"""The web application: Streamlit as an ASGI app. Start it with "make run", "streamlit run app.py" or "uvicorn app:app"."""

from pathlib import Path

import streamlit as st

app = st.App(Path(__file__).parent / "dayops_dash" / "frame.py")
