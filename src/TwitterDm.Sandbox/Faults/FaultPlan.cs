using System.Globalization;

namespace TwitterDm.Sandbox.Faults;

/// <summary>Determines which requests get which fault. If several faults match a request, the one that was added first is used.</summary>
public sealed class FaultPlan
{
    private const string RepeatedPrefix = "every ";
    private readonly object _gate = new();
    private readonly List<PlannedFault> _planned = [];
    private int _received;

    /// <summary>The number of requests since the start or the last <see cref="Reset"/>.</summary>
    public int Received
    {
        get
        {
            lock (_gate)
                return _received;
        }
    }

    /// <summary>Adds a fault for one request.</summary>
    /// <param name="requestNumber">The number of the request since the start or the last <see cref="Reset"/>, from 1.</param>
    /// <param name="fault">The fault.</param>
    public void At(int requestNumber, Fault fault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(requestNumber, 1);
        When(request => request.Number == requestNumber, fault);
    }

    /// <summary>Adds a fault for one request or for every nth one, from text.</summary>
    /// <param name="text">
    /// The number of the request, a colon and the fault, such as <c>3:cut-body</c>; with <c>every</c> before it, such as <c>every
    /// 5:status=503</c>, for every nth request.
    /// </param>
    /// <exception cref="FormatException">The text has another form, or the fault is unknown.</exception>
    public void Add(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var isRepeated = text.StartsWith(RepeatedPrefix, StringComparison.OrdinalIgnoreCase);
        var (start, colon) = (isRepeated ? RepeatedPrefix.Length : 0, text.IndexOf(':', StringComparison.Ordinal));
        if (colon < start
            || !int.TryParse(text.AsSpan(start, colon - start), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || number < 1)
        {
            throw new FormatException($"'{text}' is not a number of a request and a fault, such as 3:cut-body or every 5:status=503.");
        }

        var fault = Fault.Parse(text[(colon + 1)..]);
        if (isRepeated)
            Every(number, fault);
        else
            At(number, fault);
    }

    /// <summary>Adds a fault for every nth request.</summary>
    /// <param name="n">The number of requests of which the last one gets the fault.</param>
    /// <param name="fault">The fault.</param>
    public void Every(int n, Fault fault)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        When(request => request.Number % n == 0, fault, int.MaxValue);
    }

    /// <summary>Adds a fault for the next requests that match.</summary>
    /// <param name="match">Whether a request matches.</param>
    /// <param name="fault">The fault.</param>
    /// <param name="times">How many matching requests get the fault.</param>
    public void When(Func<RecordedRequest, bool> match, Fault fault, int times = 1)
    {
        ArgumentNullException.ThrowIfNull(match);
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        lock (_gate)
            _planned.Add(new PlannedFault(match, fault, times));
    }

    /// <summary>Removes all faults and restarts the numbering of requests at 1.</summary>
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

    /// <summary>Returns the fault for a request whose body has not been read yet, or null.</summary>
    internal Fault? TakeWhileReading(RecordedRequest head) => Take(head, fault => fault.IsWhileReading);

    /// <summary>Returns the fault for a request that was received completely, or null.</summary>
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
