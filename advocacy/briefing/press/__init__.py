"""From a filled page to a finished PDF: designs, letters, layout, archival and accessible form."""
