using System.Collections.Concurrent;

namespace TwitterDm.Sandbox.World;

/// <summary>Who wants no Direct Messages of whom.</summary>
internal sealed class Blocks
{
    private readonly ConcurrentDictionary<(long Blocker, long Blocked), bool> _blocks = new();

    public void Set(Person blocker, Person blocked, bool isBlocked)
    {
        if (isBlocked)
            _blocks[(blocker.Id, blocked.Id)] = true;
        else
            _blocks.TryRemove((blocker.Id, blocked.Id), out _);
    }

    /// <summary>Whether a person takes messages of a sender; of nobody in particular where that is null. A block cuts both ways.</summary>
    public bool Allow(Person? sender, Person recipient) =>
        recipient.ReceivesDirectMessages && (sender is null || !(Has(sender, recipient) || Has(recipient, sender)));

    private bool Has(Person blocker, Person blocked) => _blocks.ContainsKey((blocker.Id, blocked.Id));
}
