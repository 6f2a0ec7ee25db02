"""What was certified. Only `certificates.services` writes here."""

from certificates.models.awards import Award, CertificateTemplate
from certificates.models.certificates import Certificate, CertificateRevision, InquiryCount, NumberSeries

__all__ = ["Award", "Certificate", "CertificateRevision", "CertificateTemplate", "InquiryCount", "NumberSeries"]
