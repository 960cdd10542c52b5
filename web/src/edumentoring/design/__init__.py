"""The look: tokens, base pages, components with sample data, vendored front end."""
