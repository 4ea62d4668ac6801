namespace TwitterDm.Sandbox.World;

/// <summary>
/// Which conversation each event of the last 30 days belongs to: one pattern, shuffled by the seed, over and over. So the way from
/// a position in the whole list to one in a conversation's, and back, is arithmetic.
/// </summary>
internal sealed class SlotPattern
{
    private readonly int[] _conversations;
    private readonly int[] _ranks;
    private readonly int[][] _slots;

    public SlotPattern(int seed, IReadOnlyList<Conversation> conversations)
    {
        _conversations = [.. conversations.SelectMany((conversation, number) => Enumerable.Repeat(number, conversation.Weight))];
        Shuffle(seed, _conversations);
        _slots = [.. conversations.Select((_, number) => SlotsOf(number))];
        _ranks = [.. _conversations.Select((number, slot) => Array.IndexOf(_slots[number], slot))];
    }

    private int Length => _conversations.Length;

    /// <summary>The conversation at a position, and the position in that conversation's own list.</summary>
    public (int Conversation, int Position) At(int position)
    {
        var (round, slot) = Math.DivRem(position, Length);
        var conversation = _conversations[slot];
        return (conversation, (round * _slots[conversation].Length) + _ranks[slot]);
    }

    /// <summary>The position in the whole list of a conversation's own position.</summary>
    public int PositionOf(int conversation, int position)
    {
        var slots = _slots[conversation];
        var (round, rank) = Math.DivRem(position, slots.Length);
        return (round * Length) + slots[rank];
    }

    /// <summary>How many of the first events are a conversation's.</summary>
    public int CountOf(int conversation, int events)
    {
        var (rounds, rest) = Math.DivRem(events, Length);
        return (rounds * _slots[conversation].Length) + _slots[conversation].Count(slot => slot < rest);
    }

    private static void Shuffle(int seed, int[] values)
    {
        var dice = new Dice(Mix.Of(seed, stream: -1, values.Length));
        for (var i = values.Length - 1; i > 0; i--)
        {
            var other = dice.Next(i + 1);
            (values[i], values[other]) = (values[other], values[i]);
        }
    }

    private int[] SlotsOf(int conversation) => [.. Enumerable.Range(0, Length).Where(slot => _conversations[slot] == conversation)];
}
