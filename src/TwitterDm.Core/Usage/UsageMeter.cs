using TwitterDm.Http;

namespace TwitterDm.Usage;

/// <summary>
/// Counts what a connection uses, as X bills it: a resource once in a UTC day. With a limit, it refuses the request that could pass it.
/// Thread-safe; a lock for each request, not for each event.
/// </summary>
internal sealed class UsageMeter(TimeProvider clock, decimal? limit)
{
    private readonly object _gate = new();
    private readonly BilledIds _events = new();
    private readonly BilledIds _users = new();

    private DateOnly _day;
    private Cost _spent;
    private Cost _held;
    private long _requests;
    private volatile DmPrices _prices = new();

    public decimal? Limit => limit;

    public DmPrices Prices
    {
        get => _prices;
        set => _prices = value;
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    public void CountRequest() => Interlocked.Increment(ref _requests);

    /// <summary>How many of these can be had for what is left of the limit.</summary>
    public int Affordable(Cost each, int most)
    {
        lock (_gate)
        {
            var price = each.At(_prices);
            if (limit is null || price == 0)
                return most;
            return (int)Math.Clamp(decimal.Floor((limit.Value - (_spent + _held).At(_prices)) / price), 0, most);
        }
    }

    /// <summary>Sets aside what a request can cost; asks for less where only that can be had.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.SpendingLimit"/>: it could pass the limit.</exception>
    public SpendReservation SpendReservation(ApiRequest request)
    {
        lock (_gate)
        {
            var count = Affordable(request.CostOfEach, request.Count);
            if (count < (request.CanAskForLess ? 1 : request.Count))
                throw Refusal(request);
            request.Count = count;
            var hold = new SpendReservation(this, request, request.CostOfEach * count, Today);
            _held += hold.Cost;
            return hold;
        }
    }

    /// <summary>Counts what a request cost, in place of what was set aside for it.</summary>
    /// <returns>What it cost.</returns>
    public Cost Settle(SpendReservation hold, BillableItems bill)
    {
        lock (_gate)
        {
            _held -= hold.Cost;
            BeginDay();
            // Around midnight nobody knows to which day X counted it: it counts, and the next time it counts again.
            var isSure = hold.Day == _day;
            var events = isSure ? bill.Events.Count(item => _events.Add(item.Id)) : bill.Events.Count;
            var users = isSure ? bill.Users.Count(user => _users.Add(user.Id)) : bill.Users.Count;
            var cost = bill.Written + new Cost(events, users);
            _spent += cost;
            return cost;
        }
    }

    public DmUsage Read()
    {
        lock (_gate)
        {
            return new()
            {
                Requests = Interlocked.Read(ref _requests),
                EventsRead = _spent.Events,
                UsersRead = _spent.Users,
                MessagesSent = _spent.Messages,
                EventsDeleted = _spent.Deletes,
                EstimatedCost = _spent.At(_prices),
            };
        }
    }

    private void BeginDay()
    {
        if (_day == Today)
            return;
        _day = Today;
        _events.Clear();
        _users.Clear();
    }

    private DmException Refusal(ApiRequest request)
    {
        var least = request.CostOfEach * (request.CanAskForLess ? 1 : request.Count);
        var held = _held == default ? string.Empty : FormattableString.Invariant($", and {_held.At(_prices):0.00##} may go to requests that are under way");
        return new(
            DmErrorKind.SpendingLimit,
            FormattableString.Invariant($"{request} was not sent: it could cost {least.At(_prices):0.00##} US dollars, and ")
            + FormattableString.Invariant($"{_spent.At(_prices):0.00##} of the limit of {limit:0.00##} are spent{held}."))
        {
            RecommendedAction = Advice.For(DmErrorKind.SpendingLimit, null),
            Request = request.ToString(),
        };
    }
}
