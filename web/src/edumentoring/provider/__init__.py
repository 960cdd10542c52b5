"""What a provider, hub or school sets out: handbook, announcements, policies, pedagogy."""
