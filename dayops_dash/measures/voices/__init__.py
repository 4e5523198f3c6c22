"""What people told the council."""

from dayops_dash.measures.shared.method import MethodNote

METHOD = MethodNote(
    title="Voices",
    what="What people said when asked.",
    why="They know their own lives best.",
    how="Shares of those who answered; bases that fit are worked out.",
    limits="Those who answer are no random sample. Themes are found by words, and may miss what is said in others.",
)
