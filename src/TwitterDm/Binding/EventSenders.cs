using System.Globalization;

namespace TwitterDm.Binding;

/// <summary>Users, among them the senders of events: each sender once, and none for what the account sent itself.</summary>
internal sealed class EventSenders
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private int _skipped;

    /// <summary>Whether the reference is the account itself.</summary>
    public static bool IsMe(DmUserReference user, DmUser me)
        => string.Equals(user.Id, me.Id, StringComparison.Ordinal)
        || (user.Id is null && string.Equals(user.Username, me.Username, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether to use a reference: any that did not come from an event; of the others, those to another user, once.</summary>
    public bool Accept(DmUserReference user, DmUser me)
    {
        if (!user.IsSender)
            return true;
        if (!user.IsMissing && !IsMe(user, me))
            return _seen.Add(user.Id!);
        _skipped++;
        return false;
    }

    /// <summary>A warning about events that were skipped; null if there were none.</summary>
    public string? Describe(DmUser me) => _skipped switch
    {
        0 => null,
        1 => $"1 event was skipped: {me} sent it, or it has no sender.",
        _ => string.Create(CultureInfo.InvariantCulture, $"{_skipped} events were skipped: {me} sent them, or they have no sender."),
    };
}
