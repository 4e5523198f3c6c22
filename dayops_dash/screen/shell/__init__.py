"""The shell round Streamlit: what is sent before its own front end runs, and how."""
