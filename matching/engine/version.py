"""The version of the engine, stored with every run: with that code an old result can be made again."""

ENGINE_VERSION = "2.1.0"
"""Changes whenever the same instance could give another result, another explanation or another digest."""
