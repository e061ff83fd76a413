"""Problems as values: collected, never printed or raised by the core."""
