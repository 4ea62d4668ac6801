using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TwitterDm.Sending.Journal;

/// <summary>
/// Creates the keys of the rows of a run: a digest of the message and its recipient, so that the journal holds no text, and a number, since
/// the same message can be sent to the same user twice on purpose. Where it is sent is not part of the key: a row that was sent by X Chat
/// must not be sent once more as a classic message.
/// </summary>
internal sealed class RowKeys
{
    private const int DigestLength = 16;

    private readonly Dictionary<string, int> _seen = new(StringComparer.Ordinal);

    /// <summary>Creates the key of the next row.</summary>
    public string Next(DmOutgoingMessage message)
    {
        var digest = DigestOf(message);
        var number = _seen[digest] = _seen.GetValueOrDefault(digest) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{digest}-{number}");
    }

    private static string DigestOf(DmOutgoingMessage message)
    {
        var recipient = message.To switch
        {
            { Id: { } id } => id,
            // A name that consists of digits is not the same as the id with those digits.
            { Username: { } name } => name.All(char.IsAsciiDigit) ? "@" + name : name.ToUpperInvariant(),
            _ => null,
        };
        string?[] parts = [recipient, message.ConversationId, message.Text, message.MediaPath, message.MediaId];
        if (message.ReplyToId is not null)
            parts = [.. parts, message.ReplyToId];
        // Includes the lengths, so that no two messages produce the same bytes.
        var all = string.Concat(parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part?.Length ?? -1}:{part}")));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(all)).AsSpan(0, DigestLength));
    }
}
