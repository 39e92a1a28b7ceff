"""The register of official documents: number, type, issuer, days, abstract, and what replaced what."""
