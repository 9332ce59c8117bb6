"""A Slack workspace on your own machine: a stand-in for Slack, which knows nothing of the app connected to it."""
