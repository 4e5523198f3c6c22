"""The dashboard's jobs from a terminal: ``python -m dayops_dash --help``."""

from dayops_dash.commands import app

if __name__ == "__main__":
    app(prog_name="python -m dayops_dash")
