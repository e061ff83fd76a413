"""Results to what they say of the items: figures with their intervals, and which items somebody should look at. No student is named."""
