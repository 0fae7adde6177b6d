"""The workbook of a ranking: raw statistics, indicators, scores and ranks, joined by formulas where that is exact."""
