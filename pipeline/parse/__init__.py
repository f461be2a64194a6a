"""bytes -> Document: PDF, HTML and text files."""
