"""One resolver for each field of a prose mention: each says what it found and where it read it."""
