using System.Security.Cryptography;
using TwitterDm.Profiles;

namespace TwitterDm.Auth;

/// <summary>
/// The private keys of an account for X Chat: 64 bytes (the identity key and the signing key), or 32 without the signing key. Whoever has
/// them can read all encrypted messages of the account, so they are never shown and never sent. Dispose of it as soon as the connection is
/// open: a connection has its own copy.
/// </summary>
public sealed class ChatKey : IDisposable
{
    private const string Variable = "TWITTERDM_CHAT_KEY";

    private readonly string _origin;
    private readonly IReadOnlyList<ChatKeyEntry> _entries;

    internal ChatKey(string origin, IReadOnlyList<ChatKeyEntry> entries)
    {
        _origin = origin;
        _entries = entries;
    }

    /// <summary>Reads the keys from text.</summary>
    /// <param name="text">The base64 of 64 or 32 bytes; white space around it is allowed.</param>
    /// <returns>The keys.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.ChatKey"/>: says what is wrong, without repeating the text.</exception>
    public static ChatKey Parse(string text) => Parse(text, "The chat key");

    /// <summary>
    /// Reads the keys from a file: either base64, or a key file as X's tool <c>xurl</c> writes it, which can have the keys of several
    /// accounts.
    /// </summary>
    /// <param name="path">The path of the file.</param>
    /// <returns>The keys.</returns>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.File"/>: it cannot be read; or <see cref="DmErrorKind.ChatKey"/>: it is not a key file.
    /// </exception>
    public static ChatKey ReadFile(string path) => ChatKeyFile.Read(path);

    /// <summary>Reads the keys from the environment variable <c>TWITTERDM_CHAT_KEY</c>.</summary>
    /// <returns>The keys; null if the variable is not set.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.ChatKey"/>: says what is wrong, without repeating the value.</exception>
    public static ChatKey? FromEnvironment() => FromEnvironment(Environment.GetEnvironmentVariable);

    /// <summary>Overwrites the keys in memory.</summary>
    public void Dispose()
    {
        foreach (var entry in _entries)
            CryptographicOperations.ZeroMemory(entry.Bytes);
    }

    /// <summary>What it is: never the keys.</summary>
    public override string ToString() => "an X Chat key";

    internal static ChatKey? FromEnvironment(Func<string, string?> read)
        => read(Variable) is { } value && !string.IsNullOrWhiteSpace(value)
            ? Parse(value, $"The chat key in the environment variable {Variable}")
            : null;

    internal static ChatKey? FromProfile(StoredProfile profile, IProfileStore store)
        => profile.ChatKey is { } bytes ? new($"The chat key of the saved sign-in in {store.Place}", [ChatKeyEntry.Of(bytes)]) : null;

    internal static ChatKey Parse(string text, string origin)
    {
        ArgumentNullException.ThrowIfNull(text);
        var entry = ChatKeyEntry.Decode(text);
        return entry.Problem is null ? new(origin, [entry]) : throw ChatKeyErrors.Malformed(origin, entry.Problem);
    }

    /// <summary>Where the keys come from, as the beginning of a sentence.</summary>
    internal string Origin => _origin;

    /// <summary>The keys of an account.</summary>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.ChatKey"/>: the file does not have any of this account, or they are malformed.
    /// </exception>
    internal ChatKeyEntry Of(DmUser user)
    {
        var entry = _entries.FirstOrDefault(entry => entry.UserId is null || string.Equals(entry.UserId, user.Id, StringComparison.Ordinal))
            ?? throw ChatKeyErrors.NotInFile(_origin, user, [.. _entries.Select(entry => entry.UserId!)]);
        return entry.Problem is null
            ? entry
            : throw ChatKeyErrors.Malformed(entry.UserId is null ? _origin : $"{_origin} for the account {entry.UserId}", entry.Problem);
    }

    /// <summary>
    /// The other account of the file that has the same keys, if there is one: an entry that was copied to the wrong account.
    /// </summary>
    internal string? FindOtherOwner(ChatKeyEntry own)
        => _entries
            .FirstOrDefault(other =>
                !ReferenceEquals(other, own) && other.Problem is null && CryptographicOperations.FixedTimeEquals(other.Bytes, own.Bytes))
            ?.UserId;
}
