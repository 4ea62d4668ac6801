using TwitterDm.Text;

namespace TwitterDm;

/// <summary>What a connection has used so far.</summary>
public sealed class DmUsage
{
    /// <summary>The number of requests that received a response, including retries.</summary>
    public required long Requests { get; init; }

    /// <summary>The events that were read, as X bills them: each once per UTC day.</summary>
    public required long EventsRead { get; init; }

    /// <summary>The users who were read, as X bills them: each once per UTC day.</summary>
    public required long UsersRead { get; init; }

    /// <summary>The messages that were sent, including those whose delivery could not be confirmed.</summary>
    public required long MessagesSent { get; init; }

    /// <summary>The events that were deleted.</summary>
    public required long EventsDeleted { get; init; }

    /// <summary>How often a user was blocked or unblocked.</summary>
    public required long BlocksChanged { get; init; }

    /// <summary>The attachments that were uploaded.</summary>
    public required long MediaUploaded { get; init; }

    /// <summary>
    /// The estimated cost in US dollars, by <see cref="DmConnection.Prices"/>. X bills a resource once a day, even if several connections
    /// read it; only this connection is known here, with the newest 100,000 events and users of a day. Anything beyond that counts again:
    /// the estimate can be too high, but not too low.
    /// </summary>
    public required decimal EstimatedCost { get; init; }

    /// <summary>One line for people.</summary>
    public override string ToString()
    {
        var changed = (BlocksChanged > 0 ? $", {CountText.Of(BlocksChanged, "block")} changed" : string.Empty)
            + (MediaUploaded > 0 ? $", {CountText.Of(MediaUploaded, "attachment")} uploaded" : string.Empty);
        return $"{CountText.Of(Requests, "request")}, {CountText.Of(EventsRead, "event")} and {CountText.Of(UsersRead, "user")} read, {CountText.Of(MessagesSent, "message")} sent, "
            + FormattableString.Invariant($"{CountText.Of(EventsDeleted, "event")} deleted{changed}, about {EstimatedCost:0.00} USD");
    }
}
