"""A page's words, tables and drawings as somebody would show them with Shiny for Python: an output, as a choice of council would fill it.

python shiny_app.py PAGE.html PORT
"""

import sys
from pathlib import Path

from shiny import App, render, run_app, ui

content = Path(sys.argv[1]).read_text("utf-8")


def server(input: object, output: object, session: object) -> None:
    @render.ui
    def page() -> ui.HTML:
        return ui.HTML(content)


run_app(App(ui.page_fluid(ui.output_ui("page"), title="Peer"), server), port=int(sys.argv[2]), log_level="warning")
