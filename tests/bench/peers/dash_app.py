"""A page's words, tables and drawings as somebody would show them with Dash: filled in by a callback, as a choice of council would be.

python dash_app.py PAGE.html PORT
"""

import sys
from pathlib import Path

from dash import Dash, Input, Output, dcc, html

content = Path(sys.argv[1]).read_text("utf-8")
app = Dash(__name__, title="Peer", update_title="")
app.layout = html.Div([dcc.Store(id="choice", data="council"), html.Main(id="page")])


@app.callback(Output("page", "children"), Input("choice", "data"))
def page(choice: str) -> object:
    return dcc.Markdown(content, dangerously_allow_html=True)


app.run(port=int(sys.argv[2]), debug=False)
