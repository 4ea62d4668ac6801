using System.Collections.Immutable;

namespace TwitterDm.Sandbox.Activity;

/// <summary>The subscriptions of the app. Thread-safe.</summary>
internal sealed class ActivitySubscriptions
{
    /// <summary>The most subscriptions that an app can have.</summary>
    public const int MaxCount = 1_500;

    private readonly object _gate = new();
    private volatile ImmutableSortedDictionary<long, ActivitySubscription> _byId = ImmutableSortedDictionary<
        long,
        ActivitySubscription
    >.Empty;

    public int Count => _byId.Count;

    /// <summary>All subscriptions, newest first.</summary>
    public IEnumerable<ActivitySubscription> All => _byId.Values.Reverse();

    public bool TryAdd(ActivitySubscription subscription)
    {
        lock (_gate)
        {
            if (_byId.Count >= MaxCount)
                return false;
            _byId = _byId.Add(subscription.Id, subscription);
            return true;
        }
    }

    /// <summary>Changes a subscription. Returns null if it does not exist.</summary>
    public ActivitySubscription? Update(long id, Func<ActivitySubscription, ActivitySubscription> change)
    {
        lock (_gate)
        {
            if (!_byId.TryGetValue(id, out var subscription))
                return null;
            var changed = change(subscription);
            _byId = _byId.SetItem(id, changed);
            return changed;
        }
    }

    public bool TryRemove(long id)
    {
        lock (_gate)
        {
            var before = _byId;
            _byId = before.Remove(id);
            return _byId != before;
        }
    }

    /// <summary>Returns the subscriptions to which an event belongs, oldest first.</summary>
    public IReadOnlyList<ActivitySubscription> To(string eventType, string userId) =>
        [.. _byId.Values.Where(subscription => subscription.Matches(eventType, userId))];
}
