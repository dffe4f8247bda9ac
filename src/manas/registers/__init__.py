"""What exists whether or not anyone applies for anything: patents first."""
