"""The register of licences and transfers of patents as the national office recorded them."""
