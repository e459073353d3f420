"""The pages, one package per audience: the only code that knows requests and forms."""
