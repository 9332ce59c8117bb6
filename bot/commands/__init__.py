"""The commands of `reverb`: each reads its arguments, does its work and says how it went by its exit code."""
