"""Published values of the Adult Social Care Outcomes Framework (ASCOF): read from official files, and added to a council."""
