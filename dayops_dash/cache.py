"""What is kept in memory between readers: one rule, in one place (docs/decisions.md, record 51).

A value is kept only where a page or a document asks for it again and is measurably slower without. It is kept by what it is made of. A
``Council`` is one version of its data on one day as seen today, so what is kept of it can never be of other data or of
yesterday. What was asked for longest ago goes first.
"""

from functools import lru_cache

FOLDERS = 2048  # what a descriptor says of a council, for lists: small, and of every council, public copies too
COUNCIL_DAYS = 256  # a council on a day: all of 150 councils today, and a hundred other days or choices
FIGURES = 2048  # shown last, as HTML
DRAWINGS = 256  # charts drawn without a browser
FILES = 128  # plain pages and files of data, about 50 to 400 kB each
ANSWERS = 256  # pages as they are sent first, about 100 kB each and 20 compressed
SCRIPTS = 512  # of Streamlit's and ours, compressed: there are fewer
DRAFTS = 2  # what officers decide on now, of up to 20,000 proposals each: a decision asks for it five times
STEPS = 256  # of preparing records: the SQL of each, about 5 kB, by all that it is made of; a run has about 25
BLANKS = 8  # our own Word documents with all their styles and no text, about 40 kB each: of each size and numbering
TEXTS = 8192  # short ones, measured again and again

per_folder = lru_cache(maxsize=FOLDERS)
per_council = lru_cache(maxsize=COUNCIL_DAYS)
per_figure = lru_cache(maxsize=FIGURES)
per_drawing = lru_cache(maxsize=DRAWINGS)
per_file = lru_cache(maxsize=FILES)
per_answer = lru_cache(maxsize=ANSWERS)
per_script = lru_cache(maxsize=SCRIPTS)
per_draft = lru_cache(maxsize=DRAFTS)
per_step = lru_cache(maxsize=STEPS)
per_blank = lru_cache(maxsize=BLANKS)
per_text = lru_cache(maxsize=TEXTS)
once = lru_cache(maxsize=1)  # made once in a process
