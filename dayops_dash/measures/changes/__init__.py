"""What changed between two days."""

from dayops_dash.measures.shared.method import MethodNote

METHOD = MethodNote(
    title="Changes",
    what="What is new, moved, dropped or revised between two dates.",
    why="Papers rarely say what changed since the last.",
    how="The dataset as known on each date, compared row by row.",
    limits="A thing left out of a paper is not said to be given up.",
)
