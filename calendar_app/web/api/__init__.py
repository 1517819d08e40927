"""The same events, releases and names for programs: JSON under /api/v1/, described by an OpenAPI document."""
