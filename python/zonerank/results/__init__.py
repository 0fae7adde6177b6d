"""What reading and ranking give."""
