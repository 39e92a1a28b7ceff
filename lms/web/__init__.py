"""What all views share; knows no feature."""
