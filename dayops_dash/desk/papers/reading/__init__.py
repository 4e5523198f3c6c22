"""Reading a paper: PDF, Word and HTML to paragraphs with their printed number, headings and tables, each with page and box."""
