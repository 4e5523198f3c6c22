"""Where the method runs: DuckDB in this process, or Apache Spark."""
