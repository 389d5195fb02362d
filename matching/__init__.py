"""校企合作对接平台: technical schools and partner enterprises find each other."""

__version__ = "0.1.0"
