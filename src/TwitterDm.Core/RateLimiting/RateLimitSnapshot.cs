using TwitterDm.Http;

namespace TwitterDm.RateLimiting;

/// <summary>Turns a book into what is passed on, and takes in what others pass on, as far as it can be true.</summary>
internal sealed class RateLimitSnapshot(RateLimitTable book, TimeProvider clock)
{
    private const int MaxReservations = 1_000;

    // Longer than an attempt can take, so that only those of dead processes run out.
    private static readonly TimeSpan ReservationLife = HttpPipeline.AttemptTimeout + TimeSpan.FromSeconds(10);

    private readonly string _process = Guid.NewGuid().ToString("N");
    private IReadOnlyList<SharedReservation> _elsewhere = [];

    /// <summary>The book, and the reservations of all.</summary>
    public RateLimitSnapshotDocument Export(string account)
    {
        var groups = book.Counters.Where(counter => counter.Members.Count > 1).Select((counter, number) => (counter, number)).ToDictionary(pair => pair.counter, pair => pair.number);
        return new()
        {
            Account = account,
            GroupedAt = book.GroupedAt,
            Endpoints = [.. book.Endpoints.Select(endpoint => Export(endpoint, groups))],
            Reservations = [.. _elsewhere, .. book.Endpoints.Where(endpoint => endpoint.InFlight > 0).Select(Reservation)],
        };
    }

    /// <summary>Takes in what others pass on.</summary>
    /// <param name="documents">What they wrote.</param>
    /// <param name="serverNow">The time at the API.</param>
    public void Import(IReadOnlyList<RateLimitSnapshotDocument> documents, DateTimeOffset serverNow)
    {
        foreach (var document in documents)
            Learn(document, serverNow);
        var now = clock.GetUtcNow();
        _elsewhere = [.. documents.SelectMany(document => document.Reservations)
            .Where(reservation => !string.Equals(reservation.Process, _process, StringComparison.Ordinal) && reservation.Count is > 0 and < MaxReservations
                && reservation.Until > now && reservation.Until <= now + ReservationLife)
            .DistinctBy(reservation => (reservation.Process, reservation.Endpoint))];
        foreach (var endpoint in book.Endpoints)
            endpoint.InFlightElsewhere = 0;
        foreach (var reservation in _elsewhere)
            book.Of(reservation.Endpoint).InFlightElsewhere += reservation.Count;
    }

    /// <summary>Takes in what others know, and not what they have under way.</summary>
    public void Learn(RateLimitSnapshotDocument document, DateTimeOffset serverNow)
    {
        foreach (var endpoint in document.Endpoints)
            Learn(endpoint, serverNow);
        book.Regroup(Groups(document), document.GroupedAt);
    }

    private void Learn(SharedEndpoint shared, DateTimeOffset serverNow)
    {
        var limits = book.Of(shared.Endpoint);
        if (shared.ClosedUntil > limits.ClosedUntil && RateLimitObservation.IsCredible(shared.ClosedUntil, serverNow))
            limits.ClosedUntil = shared.ClosedUntil;
        foreach (var window in shared.Windows.Where(window => window is { Limit: >= 0, Remaining: >= 0 } && RateLimitObservation.IsCredible(window.ResetsAt, serverNow)))
        {
            book.Learn(limits.Windows[(int)window.Kind], new()
            {
                Endpoint = shared.Endpoint,
                Window = window.Kind,
                Limit = window.Limit,
                Remaining = window.Remaining,
                ResetsAt = window.ResetsAt,
                ObservedAt = window.ObservedAt,
            });
        }
    }

    private static IEnumerable<(DmRateLimitWindow Kind, IReadOnlyList<string> Endpoints)> Groups(RateLimitSnapshotDocument document) => document.Endpoints
        .SelectMany(endpoint => endpoint.Windows.Where(window => window.Group is not null).Select(window => (endpoint.Endpoint, window.Kind, window.Group)))
        .Distinct()
        .GroupBy(member => (member.Kind, member.Group))
        .Select(group => (group.Key.Kind, (IReadOnlyList<string>)[.. group.Select(member => member.Endpoint)]));

    private static SharedEndpoint Export(EndpointRateLimits endpoint, Dictionary<RateLimitBucket, int> groups) => new()
    {
        Endpoint = endpoint.Endpoint,
        ClosedUntil = endpoint.ClosedUntil,
        Windows = [.. endpoint.Windows.Where(window => window.Told is not null).Select(window => new SharedWindow
        {
            Kind = window.Kind,
            Limit = window.Told!.Limit,
            Remaining = window.Told.Remaining,
            ResetsAt = window.Told.ResetsAt,
            ObservedAt = window.Told.ObservedAt,
            Group = groups.TryGetValue(window.Counter, out var number) ? number : null,
        })],
    };

    private SharedReservation Reservation(EndpointRateLimits endpoint) => new()
    {
        Process = _process,
        Endpoint = endpoint.Endpoint,
        Count = endpoint.InFlight,
        Until = clock.GetUtcNow() + ReservationLife,
    };
}
