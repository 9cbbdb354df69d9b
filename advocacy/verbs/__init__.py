"""The verbs that every record type has."""
