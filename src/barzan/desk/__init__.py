"""The staff's face: the first page after signing in, which joins what the rooms below let its reader see. No tables."""
