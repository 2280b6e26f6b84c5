"""The built-in functions, a module for each family of DMN 1.5, 10.3.4."""

from barzan.feel.functions import numbers
from barzan.feel.functions.signatures import BUILT_IN, BuiltIn

__all__ = ["BUILT_IN", "BuiltIn", "numbers"]
