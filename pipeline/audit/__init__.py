"""Facts reconciled, claims on trial, figures audited: the half of the flow that sees all documents together."""

from pipeline.audit.dossier import Dossier
from pipeline.audit.stage import Audit, Audited

__all__ = ["Audit", "Audited", "Dossier"]
