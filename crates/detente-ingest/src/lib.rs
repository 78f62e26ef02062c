//! Bytes to documents: formats, encodings, dates and credits, sentences and tokens.
