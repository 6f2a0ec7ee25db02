"""Public pages of cases, one module per task."""
