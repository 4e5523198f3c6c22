"""Search: what can be found of a council, the index of its words, and the page of results."""
