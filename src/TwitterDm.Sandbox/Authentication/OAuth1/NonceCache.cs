namespace TwitterDm.Sandbox.Authentication.OAuth1;

/// <summary>Remembers used nonces for as long as their timestamps remain valid.</summary>
internal sealed class NonceCache(TimeSpan retention)
{
    private readonly object _gate = new();
    private readonly HashSet<(long Timestamp, string Nonce)> _used = [];
    private readonly Queue<(DateTimeOffset ExpiresAt, (long Timestamp, string Nonce) Entry)> _expirations = [];

    /// <summary>Records a nonce. Returns false if it was used before.</summary>
    public bool TryUse(long timestamp, string nonce, DateTimeOffset now)
    {
        lock (_gate)
        {
            while (_expirations.TryPeek(out var oldest) && oldest.ExpiresAt < now)
                _used.Remove(_expirations.Dequeue().Entry);
            if (!_used.Add((timestamp, nonce)))
                return false;
            _expirations.Enqueue((now + retention, (timestamp, nonce)));
            return true;
        }
    }
}
