"""Registration only: screens, guards, the words of the audit trail."""
