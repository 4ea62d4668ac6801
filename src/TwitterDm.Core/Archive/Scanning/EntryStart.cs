namespace TwitterDm.Archive.Scanning;

/// <summary>
/// Recognizes where an entry begins, to go on after damage: an object whose first member is named like an entry. In a text, its quotes
/// would be escaped.
/// </summary>
internal static class EntryStart
{
    /// <summary>How many bytes are looked at.</summary>
    public const int MaxLength = 256;

    private static readonly string[] Names =
    [
        "messageCreate",
        "welcomeMessageCreate",
        "joinConversation",
        "participantsJoin",
        "participantsLeave",
        "conversationNameUpdate",
        "reactionCreate",
    ];

    private static readonly byte[] Conversation = "dmConversation"u8.ToArray();
    private static readonly byte[][] Entries = [.. Names.Select(System.Text.Encoding.ASCII.GetBytes)];

    /// <summary>What begins.</summary>
    public enum Kind
    {
        /// <summary>Nothing that is known.</summary>
        None,

        /// <summary>A conversation.</summary>
        Conversation,

        /// <summary>An entry of one.</summary>
        Entry,
    }

    /// <summary>What begins with these bytes.</summary>
    public static Kind Match(ReadOnlySpan<byte> bytes) => Match(bytes, out _);

    /// <summary>What begins with these bytes.</summary>
    /// <param name="bytes">The bytes, at least <see cref="MaxLength"/> where the stream has that many.</param>
    /// <param name="length">The length up to and including the bracket that opens the content.</param>
    public static Kind Match(ReadOnlySpan<byte> bytes, out int length)
    {
        length = 0;
        var rest = bytes[..Math.Min(bytes.Length, MaxLength)];
        if (!Take(ref rest, (byte)'{') || !Take(ref rest, (byte)'"'))
            return Kind.None;
        var end = rest.IndexOf((byte)'"');
        if (end < 0)
            return Kind.None;
        var kind = rest[..end].SequenceEqual(Conversation) ? Kind.Conversation : IsEntry(rest[..end]) ? Kind.Entry : Kind.None;
        rest = rest[(end + 1)..];
        if (kind == Kind.None || !Take(ref rest, (byte)':') || !Take(ref rest, (byte)'{'))
            return Kind.None;
        length = Math.Min(bytes.Length, MaxLength) - rest.Length;
        return kind;
    }

    private static bool IsEntry(ReadOnlySpan<byte> name)
    {
        foreach (var entry in Entries)
        {
            if (name.SequenceEqual(entry))
                return true;
        }

        return false;
    }

    private static bool Take(ref ReadOnlySpan<byte> bytes, byte expected)
    {
        bytes = bytes.TrimStart(" \t\r\n"u8);
        if (bytes.IsEmpty || bytes[0] != expected)
            return false;
        bytes = bytes[1..];
        return true;
    }
}
