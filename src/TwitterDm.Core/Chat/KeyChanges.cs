using System.Security.Cryptography;
using TwitterDm.ChatProtocol;

namespace TwitterDm.Chat;

/// <summary>The result of a change of a conversation's key.</summary>
/// <param name="IsOpened">Whether the key was encrypted for the account, and could be decrypted.</param>
/// <param name="IsVerified">Whether the signature is valid.</param>
internal sealed record KeyChangeResult(bool IsOpened, bool IsVerified);

/// <summary>Takes the keys of conversations out of the events that change them.</summary>
/// <param name="chat">What the connection knows about X Chat.</param>
internal sealed class KeyChanges(ChatAccount chat)
{
    // From this event on (June 2026), every change of a key is signed in a way that can be verified.
    private const string FirstVerifiable = "2070276095283454002";

    // A user has few registered keys, but whoever changes the key writes the rows.
    private const int MaxRows = 16;

    /// <summary>Keeps the key that an event brings, if it may be used.</summary>
    /// <param name="content">The event.</param>
    /// <param name="conversationId">The conversation from which it was read.</param>
    /// <param name="sequenceId">The event's id as X sent it beside the event; null where it did not.</param>
    public KeyChangeResult Adopt(ChatEvent content, string conversationId, string? sequenceId)
    {
        var key = Open(content);
        try
        {
            var isVerified = IsVerified(content, conversationId, key);
            if (key is null || content.KeyChange?.Version is not { Length: > 0 } version)
                return new(IsOpened: false, isVerified);
            if (isVerified
                || (IsOf(content, conversationId) && !MustVerify(content.SequenceId) && !MustVerify(sequenceId ?? content.SequenceId)))
            {
                chat.ConversationKeys.Add(conversationId, version, key, isVerified, content.SenderId);
            }

            return new(IsOpened: true, isVerified);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>
    /// Whether an event can bring the account a key of a conversation: its sender can send there, and it has a copy for a key of the
    /// account.
    /// </summary>
    public bool CanBring(ChatEvent? content, string conversationId)
        => content is not null && Participation.CanSend(content.SenderId, conversationId) && RowsOf(content).Any();

    /// <summary>
    /// Decrypts the key that a verified event brings, without keeping it; null if it is not for the account or not verified. The caller
    /// wipes it.
    /// </summary>
    public byte[]? OpenVerified(ChatEvent content, string conversationId)
    {
        var key = Open(content);
        if (key is null || IsVerified(content, conversationId, key))
            return key;
        CryptographicOperations.ZeroMemory(key);
        return null;
    }

    private bool IsVerified(ChatEvent content, string conversationId, byte[]? key)
        => chat.Verifier.IsSigned(content, key) && IsOf(content, conversationId) && Participation.CanSend(content.SenderId, conversationId);

    // Only rows for the account's own keys, in the order in which they come: several can claim the same version.
    private byte[]? Open(ChatEvent content) => RowsOf(content).Take(MaxRows)
        .Select(row => chat.Key!.Unwrap(row.EncryptedKey))
        .FirstOrDefault(key => key is not null);

    private IEnumerable<ChatParticipantKey> RowsOf(ChatEvent content)
        => (content.KeyChange?.ParticipantKeys ?? []).Where(row =>
            string.Equals(row.UserId, chat.Account.User.Id, StringComparison.Ordinal) && chat.Key?.IsVersion(row.PublicKeyVersion) == true);

    private bool IsOf(ChatEvent content, string conversationId)
        => content.ConversationId is { } id
        && string.Equals(ChatConversation.IdOf(id, chat.Account.User.Id), conversationId, StringComparison.Ordinal);

    // What is not a number is not known to be older.
    private static bool MustVerify(string? sequenceId)
        => sequenceId is null || !Ids.IsOrdered(sequenceId) || Ids.Compare(sequenceId, FirstVerifiable) >= 0;
}
