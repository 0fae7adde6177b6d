"""What ranks rest on, and how sure they are."""
