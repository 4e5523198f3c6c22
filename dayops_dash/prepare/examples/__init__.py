"""Made-up records of a made-up council."""
