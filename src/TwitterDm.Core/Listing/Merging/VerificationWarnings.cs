using TwitterDm.Text;
using TwitterDm.Usage;

namespace TwitterDm.Listing.Merging;

/// <summary>Warns about what X Chat could not prove, each kind of problem once in a listing; every replay is named.</summary>
/// <param name="operation">Receives the warnings.</param>
internal sealed class VerificationWarnings(Operation operation)
{
    private readonly ReplayDetector _replays = new();
    private bool _hasUnverified;
    private bool _hasUnreadable;

    /// <summary>Checks an event that is about to be returned.</summary>
    /// <returns>The event; one that was delivered before under another id is unverified.</returns>
    public DmEvent Check(DmEvent item)
    {
        if (_replays.Find(item) is { } before)
        {
            operation.Warn(
                $"The events {VisibleText.Of(before, 40)} and {VisibleText.Of(item.Id, 40)} are the same message ({VisibleText.Of(item.MessageId, 60)}): one of them is a replay, "
                + "and which one came first cannot be proven. The second is marked as unverified.");
            return item.AsUnverified();
        }

        if (item is { IsVerified: false, IsUnsigned: false } && !_hasUnverified)
        {
            _hasUnverified = true;
            operation.Warn(
                $"Event {VisibleText.Of(item.Id, 40)} could not be verified: it is not proven who sent it{AllowanceOf(item)} (IsVerified is false). Other such events in this listing are marked, "
                + "too, but not warned about.");
        }

        if (!item.IsReadable
            && !string.Equals(item.ContentState, nameof(DmContentState.NoKey), StringComparison.Ordinal)
            && !_hasUnreadable)
        {
            _hasUnreadable = true;
            operation.Warn(
                $"Event {VisibleText.Of(item.Id, 40)} could not be read (ContentState is {item.ContentState}). Other such events in this listing are marked, too, but not warned about.");
        }

        return item;
    }

    // Of a change of another message, that can be what is not proven.
    private static string AllowanceOf(DmEvent item)
        => item.Is(DmEventType.MessageEdit) || item.Is(DmEventType.MessageDelete)
            ? ", or that the sender may change the message"
            : string.Empty;
}
