"""What leaves the vault as data: records → plain values → json, csv, xlsx, ics, or an archive.

Nothing here asks, prints or opens a vault. Sealed testimonies leave as they lie in it: closed.
"""
