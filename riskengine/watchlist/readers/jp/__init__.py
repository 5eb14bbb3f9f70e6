"""The Japanese lists."""
