"""How much of a paper is proposed: the shipped rows' papers made into PDF and Word, read, and held against the rows."""
