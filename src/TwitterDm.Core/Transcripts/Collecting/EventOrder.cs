namespace TwitterDm.Transcripts.Collecting;

/// <summary>The order of events in a transcript: by time, at the same time by id, and then as they came.</summary>
internal static class EventOrder
{
    public static int Compare(ChunkedList<IndexedEvent> index, int one, int other)
    {
        ref var first = ref index[one];
        ref var second = ref index[other];
        var byTime = first.Ticks.CompareTo(second.Ticks);
        if (byTime != 0)
            return byTime;
        var byKey = first.Key.CompareTo(second.Key);
        return byKey != 0 ? byKey : one.CompareTo(other);
    }

    public static int CompareKeys(ChunkedList<IndexedEvent> index, int one, int other)
    {
        var byKey = index[one].Key.CompareTo(index[other].Key);
        return byKey != 0 ? byKey : one.CompareTo(other);
    }
}
