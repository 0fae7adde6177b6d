"""Tables and files: what a user calls INPUT, read; results, written."""
