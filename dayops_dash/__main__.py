"""The dashboard's jobs from a terminal: ``python -m dayops_dash --help``."""

import sys

from dayops_dash.commands import app
from dayops_dash.dataset import DatasetError
from dayops_dash.dataset.stores.where import refresh


def main() -> None:
    try:
        refresh()
    except DatasetError as error:
        sys.exit(str(error))
    app(prog_name="python -m dayops_dash")


if __name__ == "__main__":
    main()
