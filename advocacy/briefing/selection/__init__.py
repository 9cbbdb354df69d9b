"""What a pack is made of: the request, the chosen records, the gate, small counts."""
