"""Papers of one side of A4: the chair's briefing, the ward member's page, the question sheet, the action sheet."""
