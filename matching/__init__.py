"""校企合作对接平台: technical schools and partner enterprises find each other."""
