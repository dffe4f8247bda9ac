"""金融: money raised on intellectual property."""
