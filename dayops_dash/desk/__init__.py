"""The officer's desk: what officers report comes in, is compared cell by cell, and becomes a draft. Publishing stays the one door."""
