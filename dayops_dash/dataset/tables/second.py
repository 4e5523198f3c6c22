"""A second reading of a paper: every number that it prints, read from its text by a program and not typed with the rows."""

from dayops_dash.dataset.schema import Table, choice, integer, key, text
from dayops_dash.dataset.tables.shared import SOURCE
from dayops_dash.dataset.vocabulary import PaperReaders

PRINTED_NUMBERS = Table(
    "printed_numbers",
    "Printed numbers",
    "One row a number that a paper prints, read from its text by the command numbers. A figure that was typed from the paper must "
    "be among them.",
    (
        key("printed_id"),
        text(
            "as_written", "The number as the paper prints it, with its sign; or the word that spells it.", required=True
        ),
        *SOURCE,
    ),
    (),
)

PAPER_PAGES = Table(
    "paper_pages",
    "Pages of papers",
    "One row a place in a paper, with the page of its file on which it stands, so that a source line can lead to that page.",
    (
        key("paper_page_id"),
        integer(
            "page", "The page of the paper's file, from 1, whatever number is printed on it.", required=True, minimum=1
        ),
        *SOURCE,
    ),
    (),
)

KEPT_PAPERS = Table(
    "kept_papers",
    "Kept papers",
    "One row a paper whose file is kept beside the data, in the folder papers, so that source lines lead to its pages.",
    (
        key("kept_paper_id"),
        text("file", "The file in the folder papers: a PDF, named by the hash of what it holds.", required=True),
        choice("open_to", PaperReaders, "Who may read the file here: the council, or everybody."),
        *SOURCE,
    ),
    (),
)

TABLES = (PRINTED_NUMBERS, PAPER_PAGES, KEPT_PAPERS)
