"""What every figure is made of: its model, look, charts and parts."""
