using TwitterDm.Accounts;
using TwitterDm.Http;

namespace TwitterDm.Chat.Writing;

/// <summary>
/// Observes the attempts to send the same bytes, of which several can have an unknown outcome: a later attempt that certainly had no effect
/// says nothing about those before it.
/// </summary>
/// <param name="account">Knows the time at X.</param>
/// <param name="uncertainSince">When an attempt of an earlier run started whose outcome is unknown; null without one.</param>
internal sealed class RepeatedAttempts(AccountContext account, DateTimeOffset? uncertainSince = null) : IAttemptObserver
{
    private DateTimeOffset? _last;

    /// <summary>
    /// Records that an attempt starts, with the time since when the outcome can be unknown; null for no record. If it throws, the attempt
    /// does not start.
    /// </summary>
    public Action<DateTimeOffset>? Starting { get; init; }

    /// <summary>Records that no attempt so far had an effect; null for no record.</summary>
    public Action<DateTimeOffset>? Unsent { get; init; }

    /// <summary>
    /// When the first attempt started whose outcome is unknown; null if there is none. The last one counts as soon as that is known, since
    /// another one may never start.
    /// </summary>
    public DateTimeOffset? UncertainSince { get; private set; } = uncertainSince;

    /// <summary>When the first attempt started that may have had an effect; null if none had one.</summary>
    public DateTimeOffset? StartedAt => UncertainSince ?? _last;

    public void OnStarting()
    {
        var now = account.ServerNow;
        UncertainSince ??= _last;
        Starting?.Invoke(UncertainSince ?? now);
        _last = now;
    }

    public void OnNoEffect()
    {
        _last = null;
        if (UncertainSince is null)
            Unsent?.Invoke(account.ServerNow);
    }

    public void OnUnknown() => UncertainSince ??= _last;
}
