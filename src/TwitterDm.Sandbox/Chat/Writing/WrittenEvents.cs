using System.Security.Cryptography;

namespace TwitterDm.Sandbox.Chat.Writing;

/// <summary>
/// The events that clients created, by the id that they chose. A request that is repeated gets the same result; the same id with other
/// contents is refused.
/// </summary>
internal sealed class WrittenEvents
{
    private readonly Dictionary<(string Conversation, long Sender, string MessageId), (byte[] Digest, ChatWriteResult Result)> _results =
    [];

    /// <summary>Returns the earlier result, or null if the id is new.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="sender">Who sends the events.</param>
    /// <param name="submitted">The events of the request.</param>
    public ChatWriteResult? Find(string conversation, long sender, IReadOnlyList<SubmittedEvent> submitted)
    {
        foreach (var id in submitted.Select(item => item.MessageId))
        {
            if (_results.TryGetValue((conversation, sender, id), out var earlier))
            {
                return earlier.Digest.AsSpan().SequenceEqual(DigestOf(submitted))
                    ? earlier.Result
                    : ChatWriteResult.Of(ChatWriteError.UsedId(id));
            }
        }

        return null;
    }

    public void Add(string conversation, long sender, IReadOnlyList<SubmittedEvent> submitted, ChatWriteResult result)
    {
        foreach (var id in submitted.Select(item => item.MessageId))
            _results[(conversation, sender, id)] = (DigestOf(submitted), result);
    }

    private static byte[] DigestOf(IReadOnlyList<SubmittedEvent> submitted)
        => SHA256.HashData([.. submitted.SelectMany(item => item.Digest())]);
}
