"""The staff's face: the first page after signing in, which joins what its reader may see. No tables."""
