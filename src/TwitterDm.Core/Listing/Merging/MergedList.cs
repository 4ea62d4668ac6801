using TwitterDm.Chat;
using TwitterDm.Listing.Checkpoints;
using TwitterDm.Listing.Pages;

namespace TwitterDm.Listing.Merging;

/// <summary>
/// One of the lists that a listing merges: classic messages, or a conversation of X Chat. It is opened only when its newest event is due.
/// </summary>
internal sealed class MergedList : IAsyncDisposable
{
    // X's time of an update may lack its milliseconds.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    private readonly Func<string?, CancellationToken, Task<OpenedList>> _open;
    private readonly string? _start;
    private readonly DateTimeOffset? _updatedBefore;
    private readonly DateTimeOffset _listedAt;
    private readonly DateTimeOffset _now;
    private ListingRun? _run;
    private ChatPageReader? _reader;
    private EndOfList? _end;
    private MergeKey _key;
    private DmStopReason? _skipped;

    /// <param name="conversation">The conversation; null for classic messages.</param>
    /// <param name="open">Opens the list at a position.</param>
    /// <param name="now">The time at X.</param>
    /// <param name="start">The position at which it starts; null for its beginning.</param>
    public MergedList(
        ChatConversation? conversation,
        Func<string?, CancellationToken, Task<OpenedList>> open,
        DateTimeOffset now,
        ListPosition? start = null)
    {
        // What came after an earlier run is no contradiction either.
        (Conversation, _open, _start, _listedAt) = (conversation, open, start?.Token, start is null ? now : DateTimeOffset.MinValue);
        UpdatedAt = conversation?.UpdatedAt ?? TimeOf(start?.Updated);
        _now = now;
        // A conversation cannot have been updated in the future, and what says so says nothing.
        if (UpdatedAt > now + QueryEnd.Tolerance)
            UpdatedAt = null;
        // Within the same second, another event can come.
        _updatedBefore = UpdatedAt > now - Tolerance ? now - Tolerance : UpdatedAt;
        Bound = (TimeOf(start?.Due) ?? UpdatedAt + Tolerance) is { } due ? new(due, string.Empty) : MergeKey.Unknown;
        _key = Bound;
        if (start is { HasEnded: true })
            Skip(DmStopReason.End);
    }

    /// <summary>The conversation; null for classic messages.</summary>
    public ChatConversation? Conversation { get; }

    /// <summary>The conversation's id; empty for classic messages.</summary>
    public string Id => Conversation?.Id ?? string.Empty;

    /// <summary>When the conversation had been updated, according to X.</summary>
    public DateTimeOffset? UpdatedAt { get; }

    /// <summary>When the list's first event is due at the latest.</summary>
    public MergeKey Bound { get; }

    /// <summary>When the next event is due.</summary>
    public MergeKey Key => _run?.Peek() is null || _run.LastPlace is not { } place ? _key : _key = MergeKey.Of(place, _key);

    /// <summary>Whether the list was opened.</summary>
    public bool IsOpen => _run is not null || _end is not null;

    /// <summary>Whether the list has no further event.</summary>
    public bool HasEnded => EndReason is not null;

    /// <summary>Why the list ended; null if it has not.</summary>
    public DmStopReason? EndReason => _end?.Reason ?? _run?.StopReason ?? _skipped;

    /// <summary>The newest event of the list that was passed.</summary>
    public (string Id, DateTimeOffset At)? Newest => _end is { } end ? end.Newest : _run?.Newest;

    /// <summary>Whether its first event proved to be newer than X's time of the conversation's last update.</summary>
    public bool ContradictsUpdate { get; private set; }

    /// <summary>Whether X did not return its events, so that what is new in it was not read.</summary>
    public bool IsLeftOut { get; private set; }

    /// <summary>
    /// The next event, which stays the next one until it is accepted; null if the list has to be read first, or has ended.
    /// </summary>
    public DmEvent? Peek() => _run?.Peek();

    /// <summary>Takes the event that <see cref="Peek"/> has just returned.</summary>
    public void Accept() => _run!.Accept();

    /// <summary>Opens the list if necessary, and reads its next page.</summary>
    /// <exception cref="DmException">The page could not be read.</exception>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var isFirst = _run is null;
        if (_run is null)
            (_run, _reader) = await _open(_start, cancellationToken).ConfigureAwait(false);
        _ = await _run.ReadAsync(cancellationToken).ConfigureAwait(false);
        IsLeftOut |= UpdatedAt is not null && _reader?.IsSilent == true;
        var next = _run.Peek();
        if (_run.LastPlace is not { } place)
            return;
        if (isFirst
            && Bound != MergeKey.Unknown
            && place.IsOrdered()
            && MergeKey.Of(place, MergeKey.Unknown).At is var at
            && at > Bound.At
            && WasListed(at))
        {
            ContradictsUpdate = true;
            _key = MergeKey.Unknown;
        }

        if (next is null)
            _key = MergeKey.Of(place, _key);
    }

    /// <summary>Keeps, of a list that was read to its end, only what a later listing needs: there can be thousands of lists.</summary>
    public void Release()
    {
        if (_run is not { IsReading: false, StopReason: { } reason and not (DmStopReason.First or DmStopReason.Stopped) } run)
            return;
        _end = new(reason, run.ToToken(), run.Newest);
        (_run, _reader) = (null, null);
    }

    /// <summary>Leaves the list out, because all of its events are before what the query asks for.</summary>
    public void Skip(DmStopReason reason) => _skipped = reason;

    /// <summary>Leaves the list out, because X did not return its events.</summary>
    public void LeaveOut()
    {
        IsLeftOut = true;
        Skip(DmStopReason.End);
    }

    /// <summary>Reads the list in spite of X's time of its last update.</summary>
    public void Distrust()
    {
        // Where it was read already, its next event is known.
        if (IsOpen || _start is not null || _skipped == DmStopReason.End)
            return;
        (_skipped, _key) = (null, MergeKey.Unknown);
    }

    /// <summary>The position at which the list resumes.</summary>
    public ListPosition ToPosition() => new()
    {
        Token = _end is { } end ? end.Token : _run is null ? _start : _run.ToToken(),
        // The key of the last event that was looked at: the next one is due then at the latest.
        Due = _key == MergeKey.Unknown ? null : _key.At.ToUnixTimeMilliseconds() + 1,
        Updated = UpdatedAt?.ToUnixTimeMilliseconds(),
        Name = Conversation?.EncodedName,
        Admins = Conversation is { IsRead: true, Type: DmConversationType.Group } group ? group.AdminIds : null,
        HasEnded = EndReason is not (null or DmStopReason.First or DmStopReason.Stopped),
    };

    /// <summary>Whether a checkpoint gives up what is new in the list, which X has not returned for days.</summary>
    /// <param name="before">The position before; null if there was none.</param>
    public bool IsGivenUp(ConversationPosition? before) => IsLeftOut && before?.LeftOut?.IsGivenUp(_now) == true;

    /// <summary>Whether a checkpoint waits before it asks again for a list that was left out.</summary>
    /// <param name="before">The position before.</param>
    public bool IsWaiting(ConversationPosition before) => before.LeftOut is { } leftOut && !leftOut.IsDue(_now, UpdatedAt);

    /// <summary>The position after everything in the list was read, for a checkpoint.</summary>
    /// <param name="before">The position before; null if there was none.</param>
    public ConversationPosition ToCheckpoint(ConversationPosition? before)
    {
        if (!IsOpen && before is not null && IsWaiting(before))
            return before;
        if (IsLeftOut && !IsGivenUp(before))
            return (before ?? new(null, null)) with { LeftOut = before?.LeftOut?.Again(_now) ?? new(_now, _now) };
        var position = new ConversationPosition(Newest?.Id, _updatedBefore);
        return before is null ? position : position.MergedWith(before) with { LeftOut = null };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _run?.DisposeAsync() ?? ValueTask.CompletedTask;

    // An event can come between the list of conversations and that of the conversation's events: then X's time was right when it was asked
    // for.
    private bool WasListed(DateTimeOffset at) => at + Tolerance < _listedAt;

    private static DateTimeOffset? TimeOf(long? milliseconds)
        => milliseconds is { } value ? DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(value, 0, 253_402_300_799_999)) : null;

    /// <summary>A list that was opened.</summary>
    /// <param name="Run">Reads it.</param>
    /// <param name="Reader">Reads the pages of a conversation; null for classic messages.</param>
    internal sealed record OpenedList(ListingRun Run, ChatPageReader? Reader);

    private sealed record EndOfList(DmStopReason Reason, string? Token, (string Id, DateTimeOffset At)? Newest);
}
