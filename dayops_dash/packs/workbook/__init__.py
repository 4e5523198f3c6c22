"""The workbook in Excel."""
