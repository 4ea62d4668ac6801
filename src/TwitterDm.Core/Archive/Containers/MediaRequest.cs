namespace TwitterDm.Archive.Containers;

/// <summary>Which file is looked for.</summary>
/// <param name="MessageId">The message's id.</param>
/// <param name="FileName">The name of the file after the message's id.</param>
/// <param name="MediaId">The attachment's id; null if the address does not have it.</param>
/// <param name="Index">Which of the message's attachments it is.</param>
/// <param name="Count">How many attachments the message has.</param>
/// <param name="IsGroup">Whether the message is in a group.</param>
internal sealed record MediaRequest(string MessageId, string FileName, string? MediaId, int Index, int Count, bool IsGroup)
{
    /// <summary>How many files of one message are compared with its attachments.</summary>
    public const int MaxNames = 1000;

    public string FullName => $"{MessageId}-{FileName}";

    /// <summary>
    /// The file among those of the message: by its name, by the attachment's id, or by its position if none is missing; null if none fits.
    /// </summary>
    public string? Choose(IReadOnlyList<string> names)
    {
        if (names.FirstOrDefault(name => string.Equals(name, FullName, StringComparison.Ordinal)) is { } exact)
            return exact;
        return names.FirstOrDefault(name => MediaId is not null && name.Contains(MediaId, StringComparison.Ordinal))
            ?? (names.Count == Count ? names[Index] : null);
    }
}
