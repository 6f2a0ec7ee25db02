"""The two-step approval of courses."""

from wagtail.workflows import publish_workflow_state  # noqa: F401  replaced by the scoped version
