"""Day Opportunities Dashboard.

    dataset ─▶ measures ─▶ figures ─▶ stories ─▶ screen

A figure is made once and shown anywhere. Each room knows only the rooms to its left; tests/test_architecture.py holds
that. ``wording`` is how we say things, for every room.
"""
