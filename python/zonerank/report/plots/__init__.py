"""Plots of a ranking: ``ranking.plot``, drawn by matplotlib, which is loaded when a plot is asked for."""
