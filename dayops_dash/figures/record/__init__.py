"""Figures of the record: papers, facts, conflicts, method."""
