namespace TwitterDm;

/// <summary>Counts what a connection uses; thread-safe.</summary>
internal sealed class UsageMeter
{
    // X's price list, US dollars for one resource.
    internal const decimal PriceOfEvent = 0.010m;
    private const decimal PriceOfUser = 0.010m;
    private const decimal PriceOfMessage = 0.015m;
    private const decimal PriceOfDelete = 0.010m;

    private long _requests;
    private long _events;
    private long _users;
    private long _messages;
    private long _deletes;

    public void CountRequest() => Interlocked.Increment(ref _requests);

    public void CountEvents(int count) => Interlocked.Add(ref _events, count);

    public void CountUsers(int count) => Interlocked.Add(ref _users, count);

    public void CountMessage() => Interlocked.Increment(ref _messages);

    public void CountDelete() => Interlocked.Increment(ref _deletes);

    public DmUsage Read()
    {
        var (events, users) = (Interlocked.Read(ref _events), Interlocked.Read(ref _users));
        var (messages, deletes) = (Interlocked.Read(ref _messages), Interlocked.Read(ref _deletes));
        return new()
        {
            Requests = Interlocked.Read(ref _requests),
            EventsRead = events,
            UsersRead = users,
            MessagesSent = messages,
            EventsDeleted = deletes,
            EstimatedCost = (events * PriceOfEvent) + (users * PriceOfUser) + (messages * PriceOfMessage) + (deletes * PriceOfDelete),
        };
    }
}
