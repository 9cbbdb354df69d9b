def finished(pdf: bytes, language: str) -> bytes:
    return pdf
