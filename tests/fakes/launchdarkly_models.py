"""The models that LaunchDarkly's own client for Python has of what the API answers.

The client's packages import all their hundreds of modules, which takes seconds in every process; these need few.
"""

import sys
from importlib.util import find_spec, module_from_spec

for _package in ("launchdarkly_api", "launchdarkly_api.models"):
    if _package not in sys.modules and (_spec := find_spec(_package)) is not None:
        sys.modules[_package] = module_from_spec(_spec)

from launchdarkly_api.models.audit_log_entry_listing_rep_collection import (  # noqa: E402
    AuditLogEntryListingRepCollection,
)
from launchdarkly_api.models.feature_flag import FeatureFlag  # noqa: E402
from launchdarkly_api.models.feature_flags import FeatureFlags  # noqa: E402

__all__ = ["AuditLogEntryListingRepCollection", "FeatureFlag", "FeatureFlags"]
