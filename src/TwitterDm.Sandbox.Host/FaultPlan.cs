namespace TwitterDm.Sandbox.Host;

/// <summary>Which requests go wrong, and how. Of several faults for one request the one that was planned first happens.</summary>
public sealed class FaultPlan
{
    private readonly object _gate = new();
    private readonly List<PlannedFault> _planned = [];
    private int _received;

    /// <summary>How many requests came since the start or the last <see cref="Reset"/>: the number of the last one.</summary>
    public int Received
    {
        get
        {
            lock (_gate)
                return _received;
        }
    }

    /// <summary>Plans a fault for one request.</summary>
    /// <param name="requestNumber">Its number, from 1, over all requests since the start or the last <see cref="Reset"/>.</param>
    /// <param name="fault">What goes wrong.</param>
    public void At(int requestNumber, Fault fault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(requestNumber, 1);
        When(request => request.Number == requestNumber, fault);
    }

    /// <summary>Plans a fault for each so-many-th request.</summary>
    /// <param name="n">How many requests make a round; the last one of each goes wrong.</param>
    /// <param name="fault">What goes wrong.</param>
    public void Every(int n, Fault fault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        When(request => request.Number % n == 0, fault, int.MaxValue);
    }

    /// <summary>Plans a fault for the next requests that look so.</summary>
    /// <param name="match">Which requests.</param>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="times">How many of them; the later ones are answered well.</param>
    public void When(Func<RecordedRequest, bool> match, Fault fault, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(match);
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        lock (_gate)
            _planned.Add(new PlannedFault(match, fault, times));
    }

    /// <summary>Forgets all plans, and counts requests from 1 again.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _planned.Clear();
            _received = 0;
        }
    }

    internal int NextNumber()
    {
        lock (_gate)
            return ++_received;
    }

    /// <summary>What happens to a request whose body has not been read yet.</summary>
    internal Fault? TakeWhileReading(RecordedRequest head) => Take(head, fault => fault.IsWhileReading);

    /// <summary>What happens to a request that has come whole.</summary>
    internal Fault? Take(RecordedRequest request) => Take(request, fault => !fault.IsWhileReading);

    private Fault? Take(RecordedRequest request, Func<Fault, bool> fits)
    {
        lock (_gate)
        {
            var planned = _planned.Find(plan => plan.Left > 0 && fits(plan.Fault) && plan.Match(request));
            if (planned is null)
                return null;
            planned.Left--;
            return planned.Fault;
        }
    }

    private sealed class PlannedFault(Func<RecordedRequest, bool> match, Fault fault, int times)
    {
        public Func<RecordedRequest, bool> Match => match;

        public Fault Fault => fault;

        public int Left { get; set; } = times;
    }
}
