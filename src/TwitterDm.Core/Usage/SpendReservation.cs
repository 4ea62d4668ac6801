namespace TwitterDm.Usage;

/// <summary>
/// What is set aside for a request while it is under way, so that several together cannot pass the spending limit. It ends when it is known
/// what the request cost, or when the request has failed.
/// </summary>
/// <param name="meter">Counts the spending.</param>
/// <param name="count">How many items the request may ask for.</param>
/// <param name="cost">What it can cost.</param>
/// <param name="day">The UTC day on which it was sent.</param>
internal sealed class SpendReservation(UsageMeter meter, int count, Cost cost, DateOnly day)
{
    public int Count => count;

    public Cost Cost => cost;

    public DateOnly Day => day;

    /// <summary>Counts what was used, in place of what was set aside.</summary>
    /// <returns>What it cost.</returns>
    public Cost Release(BillableItems used) => meter.Release(this, used);
}
