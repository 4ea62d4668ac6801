namespace TwitterDm.Sandbox.Faults;

/// <summary>The last requests. The number is limited so that long runs do not use too much memory.</summary>
internal sealed class RequestLog
{
    private const int Capacity = 10_000;

    private readonly object _gate = new();
    private readonly Queue<RecordedRequest> _requests = [];

    public void Add(RecordedRequest request)
    {
        lock (_gate)
        {
            if (_requests.Count == Capacity)
                _requests.Dequeue();
            _requests.Enqueue(request);
        }
    }

    public IReadOnlyList<RecordedRequest> Snapshot()
    {
        lock (_gate)
            return [.. _requests];
    }
}
