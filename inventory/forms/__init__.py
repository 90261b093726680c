"""The forms the office signs, as values: the same one is shown as a page, printed and written as a workbook."""
