"""The only code that knows SQL: values in, values out."""
