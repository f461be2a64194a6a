"""The values that travel between the rooms, their errors and the published schema. Standard library only."""
