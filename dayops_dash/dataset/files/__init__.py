"""Files as people have them: text in any encoding, tables as spreadsheets write them, workbooks, and folders that nobody trusts."""
