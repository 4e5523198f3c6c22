"""A page with a heading and nothing else: what Streamlit itself costs."""

import streamlit as st

st.html("<h1>An empty page</h1>")
