"""What is handed on: plots and prose, each number of which is the library's."""
