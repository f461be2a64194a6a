"""The one door to the PDF engines."""
