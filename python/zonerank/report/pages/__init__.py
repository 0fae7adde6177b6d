"""Pages of HTML that need nothing beside them: of one zone, and of all zones."""
