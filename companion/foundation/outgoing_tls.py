"""How this installation talks TLS to others: checked certificates, and 1.2 at least, whatever the machine allows."""

import ssl


def context() -> ssl.SSLContext:
    """A context for httpx2. Some machines would still offer TLS 1.0, which must not be used (RFC 8996)."""
    import httpx2  # here, because only processes that call others need it

    made = httpx2.create_ssl_context(trust_env=False)
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    return made
