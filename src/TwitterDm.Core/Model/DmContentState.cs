namespace TwitterDm;

/// <summary>Whether the text of an event could be read.</summary>
public enum DmContentState
{
    /// <summary>It is shown as it was sent.</summary>
    Readable,

    /// <summary>It is encrypted, and the key for it is missing.</summary>
    NoKey,

    /// <summary>It is encrypted, and could not be decrypted.</summary>
    Undecryptable,

    /// <summary>Its format is invalid.</summary>
    Malformed,
}
