"""Problems mended by the compiler itself: which fixes are made, whether they did good, and what the files become."""
