namespace TwitterDm;

/// <summary>Why an attachment of an archive has no file.</summary>
internal enum MediaFileState
{
    /// <summary>It has one, or nothing is known: only the reader of an archive knows.</summary>
    Unknown,

    /// <summary>The archive does not contain it.</summary>
    Missing,

    /// <summary>In its place there is a link.</summary>
    Link,

    /// <summary>It may be in a part of the archive that cannot be read.</summary>
    Unreadable,
}
