"""The built-in functions, a module for each family of DMN 1.5, 10.3.4; each declares its own."""

from barzan.feel.functions import conversions, lists, moments, numbers, ranges, strings
from barzan.feel.functions.signatures import BUILT_IN, BuiltIn

__all__ = ["BUILT_IN", "BuiltIn", "conversions", "lists", "moments", "numbers", "ranges", "strings"]
