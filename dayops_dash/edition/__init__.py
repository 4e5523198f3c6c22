"""Stories as plain HTML that needs no script, and the open data: written as a static site, and served by the application."""
