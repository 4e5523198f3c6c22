"""NHS England's published method: people, settings, day support, what it costs, and the counts of them."""
