"""Instruments of law: acts, by-laws, decrees, circulars and letters, each an object with a page of its
own.

What rests on an instrument (a service, later a deadline rule or a permit) names it by its code. Relations
say what became of it: replaced, amended, repealed, and from when. The room knows nothing of what rests on
it: rooms above register a provider of dependents, so that a page of an act shows the services that rest on
it.
"""
