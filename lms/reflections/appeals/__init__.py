"""Re-marks of reflections: the learner asks with a reason, somebody who did not mark decides."""
