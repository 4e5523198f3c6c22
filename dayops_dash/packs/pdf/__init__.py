"""The committee report as PDF."""
