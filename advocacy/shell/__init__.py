"""Many commands with one passphrase, while somebody sits there."""
