"""办事大厅: what anybody may ask and hand in, signed in or not."""
