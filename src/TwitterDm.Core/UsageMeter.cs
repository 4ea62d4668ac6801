namespace TwitterDm;

/// <summary>Counts what a connection uses; thread-safe.</summary>
internal sealed class UsageMeter
{
    // X's price list, US dollars for one resource.
    private const decimal PriceOfEvent = 0.010m;
    private const decimal PriceOfUser = 0.010m;

    private long _requests;
    private long _events;
    private long _users;

    public void CountRequest() => Interlocked.Increment(ref _requests);

    public void CountEvents(int count) => Interlocked.Add(ref _events, count);

    public void CountUsers(int count) => Interlocked.Add(ref _users, count);

    public DmUsage Read()
    {
        var (events, users) = (Interlocked.Read(ref _events), Interlocked.Read(ref _users));
        return new()
        {
            Requests = Interlocked.Read(ref _requests),
            EventsRead = events,
            UsersRead = users,
            EstimatedCost = (events * PriceOfEvent) + (users * PriceOfUser),
        };
    }
}
