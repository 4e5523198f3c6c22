"""Files in which trackers are held: workbooks with their fills, delimited text, and the XML of MS Project."""
