"""From records to paper: request, select, gate, disclosure check, Brief, HTML, PDF."""
