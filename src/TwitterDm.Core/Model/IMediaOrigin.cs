namespace TwitterDm;

/// <summary>
/// Where the bytes of an attachment are, if it is neither at X nor a file of its own: for instance an entry of an archive's zip file.
/// </summary>
internal interface IMediaOrigin
{
    /// <summary>The size in bytes; null if it is unknown.</summary>
    long? Length { get; }

    /// <summary>Opens the attachment for reading, from its beginning. May be called again, and from another thread.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    /// <exception cref="UnauthorizedAccessException">Access is denied.</exception>
    Stream Open();
}
