using TwitterDm.Archive.Mapping;

namespace TwitterDm.Archive.Indexing;

/// <summary>
/// The events of an index, conversation by conversation. Each conversation is put in order when it is due: repeated events are removed, the
/// others ordered by time, and at the same time by id.
/// </summary>
internal sealed class ConversationOrder
{
    private readonly EventIndex _events;
    private readonly int[] _order;
    private readonly int[] _starts;

    /// <param name="events">The index.</param>
    /// <param name="conversations">All conversations of the index.</param>
    public ConversationOrder(EventIndex events, IReadOnlyList<ArchiveConversation> conversations)
    {
        _events = events;
        _order = new int[events.Count];
        _starts = new int[conversations.Count];
        var next = new int[conversations.Count];
        for (var number = 1; number < conversations.Count; number++)
            next[number] = _starts[number] = _starts[number - 1] + conversations[number - 1].Count;
        for (var number = 0; number < events.Count; number++)
            _order[next[events[number].Conversation]++] = number;
    }

    /// <summary>The numbers of the events of a conversation, oldest first, each event once.</summary>
    public ReadOnlyMemory<int> Sorted(ArchiveConversation conversation)
    {
        var numbers = _order.AsSpan(_starts[conversation.Number], conversation.Count);
        numbers.Sort(CompareIdentity);
        var count = 0;
        foreach (var number in numbers)
        {
            if (count == 0 || !IsSame(numbers[count - 1], number))
                numbers[count++] = number;
        }

        numbers = numbers[..count];
        numbers.Sort(CompareTime);
        return _order.AsMemory(_starts[conversation.Number], count);
    }

    // What is without an id is the same only at the same time.
    private bool IsSame(int left, int right)
    {
        ref var one = ref _events[left];
        ref var other = ref _events[right];
        return one.Id == other.Id
            && one.HasId == other.HasId
            && IsReaction(one) == IsReaction(other)
            && (one.HasId || (one.Ticks == other.Ticks && one.Kind == other.Kind));
    }

    private static bool IsReaction(in IndexEntry entry) => entry.Kind == Mapping.EntryKind.Reaction;

    // Of those that are the same, the first that was found comes first.
    private int CompareIdentity(int left, int right)
    {
        ref var one = ref _events[left];
        ref var other = ref _events[right];
        var order = one.Id.CompareTo(other.Id);
        order = order != 0 ? order : one.HasId.CompareTo(other.HasId);
        order = order != 0 ? order : IsReaction(one).CompareTo(IsReaction(other));
        if (order == 0 && !one.HasId)
            order = one.Ticks != other.Ticks ? one.Ticks.CompareTo(other.Ticks) : one.Kind.CompareTo(other.Kind);
        return order != 0 ? order : left.CompareTo(right);
    }

    private int CompareTime(int left, int right)
    {
        ref var one = ref _events[left];
        ref var other = ref _events[right];
        var order = one.Ticks.CompareTo(other.Ticks);
        order = order != 0 ? order : one.Id.CompareTo(other.Id);
        return order != 0 ? order : left.CompareTo(right);
    }
}
