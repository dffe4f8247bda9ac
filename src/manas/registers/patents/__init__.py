"""The register of patents: what is published of them, and what their holders say they would do with them."""
