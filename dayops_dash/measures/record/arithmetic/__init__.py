"""What the rows contradict: sums, shares, dates and states that cannot both be."""

from dayops_dash.measures.shared.method import MethodNote

METHOD = MethodNote(
    title="Sums",
    what="Whether parts make their total, and percentages fit their counts.",
    why="Papers hold slips, and readers should know.",
    how=(
        "Worked out again from the printed numbers; a gap that rounding can explain is called rounding, and a share that "
        "was cut off after its last digit is called that. A hedge leaves open what it says: “about” a tenth on either side."
    ),
    limits=(
        "Only sums whose parts are printed. Residents of an area are held against a total only where a row states one: "
        "without it, a slip of a tenth in one area cannot be noticed."
    ),
    also=("record.disagreements",),
)
