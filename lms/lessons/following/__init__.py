"""Who of a class is where in a lesson: neutral figures down to rows, for the staff of the class only."""
