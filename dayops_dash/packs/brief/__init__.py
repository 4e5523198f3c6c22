"""The report of four sides, and its appendix."""
