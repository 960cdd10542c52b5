"""Stories and quotes, with exact permission for each use."""
