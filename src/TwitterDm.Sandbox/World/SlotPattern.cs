using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.World;

/// <summary>
/// Assigns the events of the last 30 days to conversations, in a repeated pattern that is shuffled with the seed. Positions in the list of
/// all events and in a conversation's list can be converted to each other arithmetically.
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

    /// <summary>Returns the conversation at a position, and the position within that conversation.</summary>
    public (int Conversation, int Position) At(int position)
    {
        var (round, slot) = Math.DivRem(position, Length);
        var conversation = _conversations[slot];
        return (conversation, (round * _slots[conversation].Length) + _ranks[slot]);
    }

    /// <summary>Converts a position within a conversation to one in the list of all events.</summary>
    public int PositionOf(int conversation, int position)
    {
        var slots = _slots[conversation];
        var (round, rank) = Math.DivRem(position, slots.Length);
        return (round * Length) + slots[rank];
    }

    /// <summary>Returns how many of the first events belong to a conversation.</summary>
    public int CountOf(int conversation, int events)
    {
        var (rounds, rest) = Math.DivRem(events, Length);
        return (rounds * _slots[conversation].Length) + _slots[conversation].Count(slot => slot < rest);
    }

    private static void Shuffle(int seed, int[] values)
    {
        var random = new RandomSequence(SplitMix64.Hash(seed, stream: -1, values.Length));
        for (var i = values.Length - 1; i > 0; i--)
        {
            var other = random.Next(i + 1);
            (values[i], values[other]) = (values[other], values[i]);
        }
    }

    private int[] SlotsOf(int conversation) => [.. Enumerable.Range(0, Length).Where(slot => _conversations[slot] == conversation)];
}
