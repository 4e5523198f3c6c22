"""The record itself: facts, and where the papers disagree."""
