"""What people with bad intentions type, and what clumsy phones send."""

XSS = (
    "<script>self.hit=1</script>",
    '"><script>self.hit=1</script>',
    "'><img src=x onerror=self.hit=1>",
    "<svg/onload=self.hit=1>",
    "</textarea><script>self.hit=1</script>",
    "javascript:self.hit=1",
    "{{ 7*7 }}{% for x in ().__class__.__mro__ %}{% endfor %}",
    '" autofocus onfocus=self.hit=1 x="',
)
SQL = ("' OR '1'='1", "'; DROP TABLE person; --", "1)) UNION SELECT token_hash FROM sign_in --", "%", "_", "\\")
UNICODE = (
    "\u202eamina\u202c",  # right-to-left override
    "\u2066\u2067\u2069",
    "\ufeff",
    "e\u0301" * 40,
    "\U0001f469\u200d\U0001f680",
    "\x00",
    "\x1b[2J",
    "١٢٣ ۴۵۶",
    "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
)
PATHS = (
    "../../etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "//evil.example",
    "https://evil.example/",
    "/\\evil.example",
    "%00",
)
NUMBERS = ("", "-1", "0", "1e309", "NaN", "9" * 400, "0x10", "true", "2026-02-30", "25:61")
LONG = ("a" * 5_000, "ض" * 2_000)
ALL = (*XSS, *SQL, *UNICODE, *PATHS, *NUMBERS, *LONG)
