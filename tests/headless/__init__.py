"""Three sheets in, one workbook out."""
