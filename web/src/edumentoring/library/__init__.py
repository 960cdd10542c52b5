"""The mentor zone: its sections, articles, guides and resources."""
