"""Figures of the plan: where it stands, its timeline, one intention."""
