using TwitterDm.Archive.Indexing;
using TwitterDm.Archive.Mapping;

namespace TwitterDm.Archive;

/// <summary>
/// Numbers the entries of a conversation that have no id and are otherwise equal: of the same kind, at the same time, by the same user.
/// </summary>
/// <param name="events">The index.</param>
/// <param name="reader">Reads entries again.</param>
internal sealed class EntryNumbers(EventIndex events, EntryReader reader)
{
    private readonly Dictionary<int, int> _numbers = [];
    private long _ticks = long.MinValue;
    private int _conversation = -1;

    /// <summary>The number of an entry, from 1.</summary>
    /// <param name="sorted">The entries of its conversation, in order.</param>
    /// <param name="at">Where it is among them.</param>
    public int Of(ReadOnlySpan<int> sorted, int at)
    {
        ref var entry = ref events[sorted[at]];
        if (entry.HasId || IsAlone(sorted, at))
            return 1;
        if (_ticks != entry.Ticks || _conversation != entry.Conversation)
            Count(sorted, at);
        return _numbers[sorted[at]];
    }

    private bool IsAlone(ReadOnlySpan<int> sorted, int at)
        => (at == 0 || events[sorted[at - 1]].Ticks != events[sorted[at]].Ticks)
        && (at == sorted.Length - 1 || events[sorted[at + 1]].Ticks != events[sorted[at]].Ticks);

    // All at the same time, in the order of their content.
    private void Count(ReadOnlySpan<int> sorted, int at)
    {
        (_ticks, _conversation) = (events[sorted[at]].Ticks, events[sorted[at]].Conversation);
        _numbers.Clear();
        while (at > 0 && events[sorted[at - 1]].Ticks == _ticks)
            at--;
        var due = new List<int>();
        for (; at < sorted.Length && events[sorted[at]].Ticks == _ticks; at++)
        {
            if (!events[sorted[at]].HasId)
                due.Add(sorted[at]);
        }

        var keys = ReadKeys(due);
        var counts = new Dictionary<(string Word, string? User), int>();
        foreach (var number in due)
            _numbers[number] = counts[keys[number]] = counts.GetValueOrDefault(keys[number]) + 1;
    }

    // Reads each entry once, however many of its reactions are among them.
    private Dictionary<int, (string Word, string? User)> ReadKeys(List<int> due)
    {
        var keys = new Dictionary<int, (string, string?)>();
        foreach (var entry in due.GroupBy(number => events[number].Place))
        {
            var read = reader.Read(entry.Key, out _);
            foreach (var number in entry)
            {
                keys[number] = events[number].Kind == EntryKind.Reaction
                    ? (EntryKinds.WordOf(EntryKind.Reaction), read.Content.Reactions![events[number].Reaction].SenderId)
                    : (read.Word, read.UserId);
            }
        }

        return keys;
    }
}
