using TwitterDm.Http;

namespace TwitterDm.Usage;

/// <summary>
/// What is set aside for a request while it is under way, so that several together cannot pass the limit. It ends when it is known what the
/// request cost, or when the request has failed.
/// </summary>
/// <param name="meter">Whose money it is.</param>
/// <param name="request">The request.</param>
/// <param name="cost">What it can cost.</param>
/// <param name="day">The UTC day on which it was sent.</param>
internal sealed class SpendReservation(UsageMeter meter, ApiRequest request, Cost cost, DateOnly day)
{
    public Cost Cost => cost;

    public DateOnly Day => day;

    /// <summary>Counts what the answer holds, in place of what was set aside.</summary>
    public Cost Settle(BillableItems bill) => meter.Settle(this, bill.Written == default ? bill with { Written = WrittenBefore(attempts: 1) } : bill);

    /// <summary>Counts a failed request: nothing of a reading; of a message or a delete all, if it may have had its effect.</summary>
    public Cost Fail(Exception failure) => meter.Settle(this, new() { Written = WrittenBefore(attempts: SaidNo(failure) ? 1 : 0) });

    // An attempt whose answer was lost may have had an effect, also where a later one had none.
    private Cost WrittenBefore(int attempts)
        => request.Method != HttpMethod.Get && request.Attempts.Count > attempts ? new(Messages: cost.Messages, Deletes: cost.Deletes) : default;

    // What is said no to with a 401 or a 429 is taken back from the attempts already.
    private static bool SaidNo(Exception failure) => failure is DmException
    {
        MayHaveHadEffect: false, StatusCode: not null, Kind: not (DmErrorKind.Authentication or DmErrorKind.RateLimit),
    };
}
