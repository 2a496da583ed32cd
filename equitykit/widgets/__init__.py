"""The live controls of a workbook, one component per file."""
