"""Prose about a zone: the paragraphs that zones publish, and a yearly report, as text, Markdown and Word."""
