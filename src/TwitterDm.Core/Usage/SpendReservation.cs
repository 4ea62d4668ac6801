namespace TwitterDm.Usage;

/// <summary>
/// The amount that is reserved for a request in progress, so that concurrent requests cannot exceed the spending limit. It ends when the
/// cost of the request is known, or when the request has failed.
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

    /// <summary>Counts what was used, in place of what was reserved.</summary>
    /// <returns>What it cost.</returns>
    public Cost Release(BillableItems used) => meter.Release(this, used);
}
