"""What is run by hand beside the program: pictures for the documents, and files of the package that are made."""
