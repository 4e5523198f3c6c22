"""From postcodes to areas, and the areas' boundaries."""
