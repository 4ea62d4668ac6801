namespace TwitterDm.Sandbox.Authentication.OAuth1;

/// <summary>The nonces that were used, for as long as their timestamps would still be taken.</summary>
internal sealed class NonceMemory(TimeSpan keep)
{
    private readonly object _gate = new();
    private readonly HashSet<(long Timestamp, string Nonce)> _used = [];
    private readonly Queue<(DateTimeOffset Until, (long Timestamp, string Nonce) Entry)> _order = [];

    /// <summary>Notes a nonce; false where it was used before.</summary>
    public bool TryUse(long timestamp, string nonce, DateTimeOffset now)
    {
        lock (_gate)
        {
            while (_order.TryPeek(out var oldest) && oldest.Until < now)
                _used.Remove(_order.Dequeue().Entry);
            if (!_used.Add((timestamp, nonce)))
                return false;
            _order.Enqueue((now + keep, (timestamp, nonce)));
            return true;
        }
    }
}
