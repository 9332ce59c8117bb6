"""Every number the README quotes is measured here, one script each: `python -m benchmarks.NAME`."""
