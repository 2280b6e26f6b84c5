"""The catalogue as open data: CPSV-AP 3.2.0 in JSON-LD and Turtle, a feed of changes, schema.org, the
sitemap.

It keeps no tables; addresses are permanent and every answer names its version by an ETag.
"""
