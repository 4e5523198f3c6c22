"""The desk in the browser: forms of plain HTML, for whoever runs the server on this machine alone."""
