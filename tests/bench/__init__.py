"""The bench: what readers wait for, measured beside an empty page and beside Streamlit's defaults (docs/decisions.md, 4).

Start it with "make bench", "python -m tests.bench" or "python tests/bench/run.py". It is no part of "make test".
"""
