"""Malformed and ambiguous requests, what is answered, and what other servers answer.

    python3 -m hostile.record       asks nginx and uvicorn again, and writes Docs/hostile-requests.md
"""
