"""The stages of a ranking on arrays, and methods of your own."""
