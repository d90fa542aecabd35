"""Answered questionnaires: what was asked in a workbook or a table, and what was answered."""
