"""The stories of the plan."""
