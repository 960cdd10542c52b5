"""The outermost room: settings, addresses and how the service starts."""
