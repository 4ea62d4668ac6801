using TwitterDm.Http;

namespace TwitterDm.Costs;

/// <summary>
/// What is set aside for a request while it is under way, so that several together cannot pass the limit. It ends when it is known what the
/// request cost, or when the request has failed.
/// </summary>
/// <param name="meter">Whose money it is.</param>
/// <param name="cost">What the request can cost.</param>
/// <param name="day">The UTC day on which it was sent.</param>
internal sealed class Hold(UsageMeter meter, Cost cost, DateOnly day)
{
    public Cost Cost => cost;

    public DateOnly Day => day;

    /// <summary>Counts what the request cost, in place of what was set aside.</summary>
    public void Settle(Bill bill) => meter.Settle(this, bill);

    /// <summary>Counts a failed request: nothing of a reading; of a message or a delete all, if it may have had its effect.</summary>
    public void Fail(DmRequest request, Exception failure)
        => Settle(request.Attempts.MayHaveHadEffect(failure) ? new Bill { Written = cost with { Events = 0, Users = 0 } } : Bill.Nothing);
}
