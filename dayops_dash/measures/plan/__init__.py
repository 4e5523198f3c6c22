"""How the plan stands: states, dates and what is reported."""
