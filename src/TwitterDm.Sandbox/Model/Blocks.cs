using System.Collections.Concurrent;

namespace TwitterDm.Sandbox.Model;

/// <summary>The users who blocked Direct Messages of each other.</summary>
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

    /// <summary>Whether a person accepts messages from a sender. A block affects both users.</summary>
    public bool Allows(Person sender, Person recipient) =>
        recipient.ReceivesDirectMessages && !Has(sender, recipient) && !Has(recipient, sender);

    private bool Has(Person blocker, Person blocked) => _blocks.ContainsKey((blocker.Id, blocked.Id));
}
