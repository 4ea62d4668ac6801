namespace TwitterDm.Archive.Zip;

/// <summary>All content of an entry was read, but it is not what the zip file says that it is. The message completes a sentence.</summary>
internal sealed class DamagedContentException(string message) : IOException(message);
