"""What is run beside the program: pictures for the documents, and what they need."""
