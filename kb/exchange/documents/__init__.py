"""Documents for people: one description, written as Word (DOCX) and as accessible PDF."""

from kb.exchange.documents.docx import docx
from kb.exchange.documents.model import Block, Document, Heading, Listing, Paragraph, Table
from kb.exchange.documents.pdf import pdf

WRITERS = {"docx": docx, "pdf": pdf}

__all__ = ["WRITERS", "Block", "Document", "Heading", "Listing", "Paragraph", "Table", "docx", "pdf"]
