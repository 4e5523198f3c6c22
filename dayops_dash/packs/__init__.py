"""Stories in documents: the committee report, the slides, the workbook and the PDF, from the same figures as the screen."""
