namespace TwitterDm.Sandbox.Chat.Writing;

/// <summary>
/// The events that clients created, by the id that they chose. A request that is repeated gets the same result; the same id with other contents is
/// refused.
/// </summary>
internal sealed class WrittenEvents
{
    private readonly Dictionary<(string Conversation, long Sender, string MessageId), (byte[] Digest, ChatWriteResult Result)> _results = [];

    /// <summary>Returns the earlier result, or null if the id is new.</summary>
    public ChatWriteResult? Find(string conversation, long sender, SubmittedEvent submitted)
    {
        if (!_results.TryGetValue((conversation, sender, submitted.MessageId), out var earlier))
            return null;
        return earlier.Digest.AsSpan().SequenceEqual(submitted.Digest()) ? earlier.Result : ChatWriteResult.Of(ChatWriteError.Conflict(submitted.MessageId));
    }

    public ChatWriteResult Add(string conversation, long sender, SubmittedEvent submitted, ChatWriteResult result)
    {
        _results.Add((conversation, sender, submitted.MessageId), (submitted.Digest(), result));
        return result;
    }
}
