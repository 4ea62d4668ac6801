namespace TwitterDm.Usage;

/// <summary>
/// Counts what a connection uses, as X bills it: each resource once per UTC day. With a limit, it refuses a request that could exceed it.
/// Thread-safe; it locks once per request, not per event.
/// </summary>
internal sealed class UsageMeter(TimeProvider clock, decimal? limit)
{
    private readonly object _gate = new();
    private readonly BilledIds _events = new();
    private readonly BilledIds _users = new();

    private DateOnly _day;
    private Cost _spent;
    private Cost _reserved;
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

    /// <summary>How many of these items the rest of the limit can pay for.</summary>
    public int Affordable(Cost each, int max)
    {
        lock (_gate)
        {
            var price = each.At(_prices);
            if (limit is null || price == 0)
                return max;
            return (int)Math.Clamp(decimal.Floor((limit.Value - (_spent + _reserved).At(_prices)) / price), 0, max);
        }
    }

    /// <summary>Reserves what a request can cost; if the request can ask for fewer items, for as many as the limit allows.</summary>
    /// <param name="each">What each of its items costs at most.</param>
    /// <param name="count">How many items it asks for.</param>
    /// <param name="canAskForFewer">Whether it can ask for fewer.</param>
    /// <param name="request">The verb and path, for an error.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.SpendingLimit"/>: it could exceed the limit.</exception>
    public SpendReservation Reserve(Cost each, int count, bool canAskForFewer, string request)
    {
        lock (_gate)
        {
            var min = canAskForFewer ? 1 : count;
            var affordable = Affordable(each, count);
            if (affordable < min)
                throw Refusal(request, each * min);
            var reservation = new SpendReservation(this, affordable, each * affordable, Today);
            _reserved += reservation.Cost;
            return reservation;
        }
    }

    /// <summary>Counts what a request cost, in place of what was reserved for it.</summary>
    /// <returns>What it cost.</returns>
    public Cost Release(SpendReservation reservation, BillableItems used)
    {
        lock (_gate)
        {
            _reserved -= reservation.Cost;
            BeginDay();
            // Around midnight it is unknown to which day X counted it: it is counted now, and again the next time.
            var isSameDay = reservation.Day == _day;
            var events = isSameDay ? used.EventIds.Count(_events.Add) : used.EventIds.Count;
            var users = isSameDay ? used.UserIds.Count(_users.Add) : used.UserIds.Count;
            var cost = used.Written + new Cost(events, users);
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
                BlocksChanged = _spent.Blocks,
                MediaUploaded = _spent.Uploads,
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

    private DmException Refusal(string request, Cost cost)
    {
        var reserved =
            _reserved == default
                ? string.Empty
                : FormattableString.Invariant($", and up to {_reserved.At(_prices):0.00##} is reserved for requests in progress");
        return new(
            DmErrorKind.SpendingLimit,
            FormattableString.Invariant($"{request} was not sent: it could cost {cost.At(_prices):0.00##} US dollars, and ")
            + FormattableString.Invariant($"{_spent.At(_prices):0.00##} of the limit of {limit:0.00##} has been spent{reserved}."))
        {
            Reason = DmErrorReason.SpendingLimitReached,
            Request = request,
        };
    }
}
