"""Files that others filled in become records, all of a file or nothing.

file → rows (reading, textfile, workbook, objects) → which column is which field (headings,
mapping) → what a cell says (cells, numbers) → a checked submission (checking) → the vault
(importing). Nothing here prints; a bad cell is a `Problem` that names its place.
`template` and `xlsform` make the files that people fill in.
"""
