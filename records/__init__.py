"""The domain: record types, consent, the encrypted vault. Knows no terminal and no page."""
