"""The public record as files: format, reader, writer, signatures. Nothing private is known here."""
