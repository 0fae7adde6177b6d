"""The command line: one module a command, with its options and what it does; they are loaded when they are named."""

from .main import main
from .parser import parser

__all__ = ["main", "parser"]
