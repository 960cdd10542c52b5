"""The sections, resources and collections that come with the service, and how they become pages."""
