"""What a table cell's surroundings say about it: labels, heads, units, periods, entities and roles."""
