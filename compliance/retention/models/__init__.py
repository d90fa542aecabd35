"""What is recorded of a retention setting: steps, captures, attestations. Only ever added to."""

from compliance.retention.models.proofs import RetentionAttestation, RetentionCapture
from compliance.retention.models.statements import RetentionStatement

__all__ = ["RetentionAttestation", "RetentionCapture", "RetentionStatement"]
