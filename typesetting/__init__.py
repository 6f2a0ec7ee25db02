"""Well-set Chinese documents as PDF: fonts, line breaking, the engine. Knows no certificate, course or case."""
