"""What becomes of a draft: shown again as it was before, corrected in another draft, or discarded."""
