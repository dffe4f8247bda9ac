"""What every page shares: who is asking, who may enter, the frame, signing in."""
