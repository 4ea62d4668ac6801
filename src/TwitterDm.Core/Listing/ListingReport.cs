using System.Globalization;

namespace TwitterDm.Listing;

/// <summary>What a listing saw, and why it ended.</summary>
internal sealed class ListingReport
{
    public int Pages { get; set; }

    public long Events { get; set; }

    /// <summary>Events that two pages held: handed out once.</summary>
    public int Repeated { get; set; }

    public int Problems { get; set; }

    public DateTimeOffset? Newest { get; private set; }

    public DateTimeOffset? Oldest { get; private set; }

    public StopReason StopReason { get; set; } = StopReason.Stopped;

    public void Count(DmEvent item)
    {
        Events++;
        Newest ??= item.CreatedAt;
        Oldest = item.CreatedAt;
    }

    public override string ToString()
    {
        var span = Events == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" from {Oldest:u} to {Newest:u}");
        return string.Create(CultureInfo.InvariantCulture, $"Listed {Events} events{span}: {Pages} pages, {Repeated} repeated, {Problems} problems; ended: {StopReason}.");
    }
}
