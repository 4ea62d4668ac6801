namespace TwitterDm.Usage;

/// <summary>What one operation uses of its connection. Thread-safe: pages are read ahead.</summary>
internal sealed class OperationUsage
{
    private readonly object _gate = new();
    private Cost _cost;
    private long _requests;

    /// <summary>The number of responses, successful or not.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    public void CountRequest() => Interlocked.Increment(ref _requests);

    public void Count(Cost cost)
    {
        lock (_gate)
            _cost += cost;
    }

    /// <summary>In US dollars.</summary>
    public decimal At(DmPrices prices)
    {
        lock (_gate)
            return _cost.At(prices);
    }
}
