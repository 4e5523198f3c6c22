"""The server's first answer: the page itself, still, of the same scripts that Streamlit then runs."""
