"""How a council lays out its papers: three ready-made forms, and a council's own."""
