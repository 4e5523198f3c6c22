"""What measures of several subjects use."""
