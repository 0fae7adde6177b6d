"""Reports of a ranking that people read: pages of HTML that need nothing beside them."""
