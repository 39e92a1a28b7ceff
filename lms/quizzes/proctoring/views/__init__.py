"""The pages and addresses of the proctor."""
