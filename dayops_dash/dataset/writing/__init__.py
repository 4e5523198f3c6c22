"""How data is written: one writer at a time, whole, and checked first."""
