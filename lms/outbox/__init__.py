"""The save protocol: what a browser kept in its outbox arrives here, once, in order, and is never lost."""
