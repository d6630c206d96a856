"""What the product decides: values and pure functions over them; nothing here reads a clock."""
