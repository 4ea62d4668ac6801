namespace TwitterDm.Transcripts.Collecting;

/// <summary>All events that were collected, by conversation.</summary>
internal sealed class CollectedConversations
{
    private readonly TranscriptCollector _collector;
    private readonly Follower[] _followers;
    private readonly int[] _positions;
    private readonly int[] _starts;

    /// <param name="collector">What has the events.</param>
    /// <param name="followers">Which events are about which messages, in any order.</param>
    public CollectedConversations(TranscriptCollector collector, Follower[] followers)
    {
        _collector = collector;
        _followers = followers;
        var index = collector.Index;
        _starts = new int[collector.Conversations.Count + 1];
        foreach (var conversation in collector.Conversations)
            _starts[conversation.Number + 1] = _starts[conversation.Number] + conversation.Count;
        _positions = new int[index.Count];
        var next = (int[])_starts.Clone();
        for (var position = 0; position < index.Count; position++)
            _positions[next[index[position].Conversation]++] = position;
        Array.Sort(_followers, Compare);
    }

    /// <summary>The events of a conversation: each once, in order.</summary>
    public CollectedConversation Open(ConversationSummary summary, CancellationToken cancellationToken)
    {
        var (start, count) = (_starts[summary.Number], _starts[summary.Number + 1] - _starts[summary.Number]);
        var first = FirstFollower(summary.Number);
        var end = FirstFollower(summary.Number + 1);
        return new(_collector, summary, new(_positions, start, count), new(_followers, first, end - first), cancellationToken);
    }

    private int Compare(Follower one, Follower other)
    {
        var index = _collector.Index;
        var byConversation = index[one.Event].Conversation.CompareTo(index[other.Event].Conversation);
        if (byConversation != 0)
            return byConversation;
        var byTarget = one.Target.CompareTo(other.Target);
        return byTarget != 0 ? byTarget : EventOrder.Compare(index, one.Event, other.Event);
    }

    private int FirstFollower(int conversation)
    {
        var (low, high) = (0, _followers.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_collector.Index[_followers[middle].Event].Conversation < conversation)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
