"""Returns: one workbook out for each owner, many back, compared cell by cell."""
