namespace TwitterDm;

/// <summary>Where an event was read.</summary>
public enum DmSource
{
    /// <summary>The Direct Messages of API v2, which are not encrypted.</summary>
    Classic,

    /// <summary>X Chat, whose conversations are end-to-end encrypted.</summary>
    Chat,

    /// <summary>An archive of the account's data.</summary>
    Archive,
}
