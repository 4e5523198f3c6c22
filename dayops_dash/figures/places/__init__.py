"""Figures of wards and districts: maps, tables and one ward's page."""
