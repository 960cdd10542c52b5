"""Forms for the conversation: lesson feedback, deliberate practice, GROW, enquiry, toolkits."""
