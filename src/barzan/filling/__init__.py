"""A form as pages to fill, as paper, and as a page to type paper in. No tables."""
