"""Every benchmark of this folder, one after the other: `python -m bench`."""

import importlib
import pkgutil

import bench

for module in sorted(pkgutil.iter_modules(bench.__path__), key=lambda found: found.name):
    if not module.name.startswith("_"):
        importlib.import_module(f"bench.{module.name}").main()
