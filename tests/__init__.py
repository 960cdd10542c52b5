"""What no single room can test: whole journeys, the documents, the service under load."""
