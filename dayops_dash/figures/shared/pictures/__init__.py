"""Pictures of which each part can be touched: what is drawn, and the same drawn for paper."""
