"""Search in Chinese for the whole site: how text is cut, the index on both databases, and the page where people ask."""
