"""What all appraisals have in common: criteria, the sheet, who may fill it in, what the sheets allow to conclude.

Lessons build on it, and so do programmes, whose appraisal lies in a folder here.
"""
