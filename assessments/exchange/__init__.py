"""Questions on their way in and out of a bank: plain data, files and sentences. Knows no database and no request."""
