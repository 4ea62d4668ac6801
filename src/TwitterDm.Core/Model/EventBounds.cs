using TwitterDm.Text;

namespace TwitterDm;

/// <summary>Validates the values with which a caller limits what is listed.</summary>
internal static class EventBounds
{
    /// <summary>Validates the times between which events are.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: they are reversed.</exception>
    public static void CheckTimes(DateTimeOffset? since, DateTimeOffset? until)
    {
        if (since > until)
        {
            throw DmException.BadInput(
                $"The start time {TimestampText.Local(since)} is after the end time {TimestampText.Local(until)}.",
                DmErrorReason.TimesReversed);
        }
    }

    /// <summary>Validates the maximum number of results.</summary>
    /// <param name="first">The number; null for no maximum.</param>
    /// <param name="what">What is listed, in the plural.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: it is less than 1.</exception>
    public static void CheckFirst(long? first, string what = "events")
    {
        if (first < 1)
        {
            throw DmException.BadInput(
                FormattableString.Invariant($"The number of {what} is {first}, but must be at least 1."),
                "Use 1 or more.");
        }
    }
}
