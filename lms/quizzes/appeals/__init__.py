"""Re-marks that learners ask for (phúc khảo), decided by somebody else than the marker."""
