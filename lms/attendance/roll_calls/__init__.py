"""A roll-call in the middle of a session (điểm danh đột xuất): it informs the organiser, and counts for nothing."""
