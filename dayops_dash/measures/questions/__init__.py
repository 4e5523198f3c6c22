"""Questions that rules find in the data."""

from dayops_dash.measures.shared.method import MethodNote

METHOD = MethodNote(
    title="Questions",
    what="Lines of enquiry for a meeting.",
    why="Select committees exist to ask the right question.",
    how="Made by fixed rules from the data, each with its evidence and its weight; never by a language model.",
    limits="A question is not a finding.",
)
