namespace TwitterDm.Archive.Indexing;

/// <summary>A temporary file cannot be written: for the archive as a whole, unlike a file of the archive that cannot be read.</summary>
/// <param name="cause">Why.</param>
internal sealed class TemporaryFileException(Exception cause) : IOException(cause.Message, cause);
