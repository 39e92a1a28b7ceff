"""Attendance on paper: badges and name tags to cut, sign-in sheets to sign, and fast keying in afterwards."""
