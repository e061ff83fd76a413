"""Where quotations are found: documents read into blocks, folded text with its map, and the search in them."""
