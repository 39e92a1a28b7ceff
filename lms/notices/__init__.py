"""The inbox inside Sen, and mail where the centre has it."""
