using TwitterDm.Accounts;
using TwitterDm.Storage;

namespace TwitterDm.Listing.Checkpoints;

/// <summary>
/// One run with a checkpoint, the record of how far a query was read by the last run that completed: opens the file before the first
/// request, prepares its next content when everything is read, and commits that when the events are safe. Two runs at once do not harm each
/// other: each starts where the file was, and neither moves it back, so that every event is returned at least once.
/// </summary>
public sealed class CheckpointSession : IDisposable
{
    /// <summary>How far two clocks may differ.</summary>
    internal static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(10);

    private const string All = "all conversations";

    private readonly string _path;
    private readonly AccountContext _account;
    private readonly CheckpointFile _file;
    private bool _isOpen;
    private CheckpointDocument? _saved;
    private DmEventQuery? _query;
    private IReadOnlyCollection<DmSource> _sources = [];
    private DateTimeOffset? _since;
    private string? _queryName;
    private CheckpointDocument? _next;
    private PreparedFile? _prepared;

    /// <param name="path">The file.</param>
    /// <param name="account">The account that reads.</param>
    internal CheckpointSession(string path, AccountContext account)
    {
        _path = path;
        _account = account;
        _file = new CheckpointFile(path);
    }

    /// <summary>The time of the newest classic event of the previous run; null if there was none.</summary>
    internal DateTimeOffset? NewestAt => _saved?.NewestEventAt;

    /// <summary>The sources that the file has a position in; null if there is no file yet.</summary>
    internal IReadOnlyList<DmSource>? Sources => _saved?.Sources;

    /// <summary>The events after its positions that were returned.</summary>
    internal IReadOnlyList<ReturnedEvent> Returned => _saved?.Returned ?? [];

    /// <summary>
    /// Where a source starts that the file has no position in, and which source that is; null if the file has a position in each.
    /// </summary>
    internal (DmSource Source, DateTimeOffset At)? NewSource { get; private set; }

    /// <summary>When the file says that it was saved, if that is in the future: a clock is or was wrong.</summary>
    internal DateTimeOffset? SavedInFuture { get; private set; }

    /// <summary>Whether X Chat is among the sources that are read.</summary>
    internal bool ReadsChat => _sources.Contains(DmSource.Chat);

    /// <summary>Whether <see cref="Commit"/> has anything to write.</summary>
    public bool CanAdvance => _prepared is not null;

    /// <summary>
    /// Opens the file, and makes sure that it can be replaced; does nothing if it is open. Only compares whether the query is for all
    /// conversations, since the name of a participant may have to be looked up first.
    /// </summary>
    /// <param name="isAll">Whether the query is for all conversations.</param>
    /// <exception cref="DmException">
    /// The file is not a checkpoint of this account, API and kind of query, or cannot be replaced.
    /// </exception>
    public void Open(bool isAll)
    {
        if (_isOpen)
            return;
        var saved = _file.Read();
        if (saved is not null && !string.Equals(saved.Account, _account.User.Id, StringComparison.Ordinal))
            throw CheckpointErrors.OtherAccount(_path, saved.Account!, _account.User);
        if (saved is not null && !string.Equals(saved.Api, _account.ApiBaseUri.Authority, StringComparison.OrdinalIgnoreCase))
            throw CheckpointErrors.OtherApi(_path, saved.Api!, _account.ApiBaseUri.Authority);
        if (saved is not null && isAll != saved.Query!.StartsWith(All, StringComparison.Ordinal))
            throw CheckpointErrors.OtherQuery(_path, saved.Query, isAll ? All : "one conversation");
        if (saved is not null)
            CheckTimes(saved);
        _file.CheckReplaceable();
        (_saved, _isOpen) = (saved, true);
    }

    /// <summary>Opens the file for a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="sources">The sources that will be read.</param>
    /// <param name="isIncomingOnly">Whether only events of others are returned.</param>
    /// <returns>
    /// The query of what is new in classic messages: after the newest known event, or else from the start time of the first run.
    /// </returns>
    /// <exception cref="DmException">The file is not a checkpoint of this query, or cannot be replaced.</exception>
    internal DmEventQuery Begin(DmEventQuery query, IReadOnlyCollection<DmSource> sources, bool isIncomingOnly = false)
    {
        Open(query.IsAll);
        _queryName = NameOf(query, isIncomingOnly);
        if (_saved is not null && !string.Equals(_saved.Query, _queryName, StringComparison.Ordinal))
            throw CheckpointErrors.OtherQuery(_path, _saved.Query!, _queryName);
        (_sources, _since) = (sources, query.Since);
        // A source that the file has no position in starts at the newest event that it knows: a runbook that gains a key must not read
        // years of history.
        if (_saved is { NewestAt: { } newest } && sources.Except(_saved.Sources).ToArray() is [var added])
            NewSource = (added, newest);
        return _query = _saved switch
        {
            null => query,
            { NewestEventId: { } known } => query with { SinceId = known, Since = null },
            _ => query with { Since = NewSource is { Source: DmSource.Classic } start ? start.At : _saved.Since },
        };
    }

    /// <summary>Where X Chat starts: after the positions of the previous run, or else at the start time of the first one.</summary>
    internal ChatPosition BeginChat() => _saved switch
    {
        null => new() { Since = _since },
        { Chat: { } chat } => chat,
        _ => new() { Since = NewSource?.At },
    };

    /// <summary>Writes the next content beside the file, once everything is read; does nothing if nothing is new.</summary>
    /// <param name="newest">The newest classic event that was returned; null if there was none.</param>
    /// <param name="chat">How far X Chat was read; null if it was not.</param>
    /// <param name="returned">Further events that were returned; those after the positions are kept in mind.</param>
    /// <exception cref="DmException">The content cannot be written.</exception>
    internal void Prepare(
        (string Id, DateTimeOffset At)? newest,
        ChatPosition? chat = null,
        IReadOnlyCollection<ReturnedEvent>? returned = null)
    {
        // A first run that finds nothing keeps its start time: otherwise the next run would skip what arrives before its own.
        var since = newest is null ? _query?.Since : null;
        if (newest is null && chat is null && (_saved is null ? since is null : returned is not { Count: > 0 }))
            return;
        Prepare(new CheckpointDocument
        {
            Account = _account.User.Id,
            Api = _account.ApiBaseUri.Authority,
            Query = _queryName,
            NewestEventId = newest?.Id ?? _saved?.NewestEventId,
            NewestEventAt = newest?.At ?? _saved?.NewestEventAt,
            Since = _saved?.NewestEventId is null ? since : null,
            Chat = chat ?? _saved?.Chat,
            Returned = [.. Returned, .. returned?.Where(item => item.IsValid) ?? []],
            HasClassic = _sources.Contains(DmSource.Classic) || (_saved?.Sources.Contains(DmSource.Classic) ?? false),
        });
    }

    /// <summary>
    /// Advances the checkpoint to what was prepared, unless another run has advanced it as far; does nothing if nothing was prepared.
    /// </summary>
    /// <exception cref="DmException">The file could not be replaced, and is unchanged.</exception>
    public void Commit()
    {
        if (_prepared is not null && Advance(_next!))
        {
            _prepared.Commit();
            // Where a watch goes on.
            _saved = _next;
        }

        Dispose();
    }

    /// <summary>Removes what was prepared and not committed.</summary>
    public void Dispose()
    {
        _prepared?.Dispose();
        _prepared = null;
    }

    // Nothing is newer than a position in the future: every run would return nothing, and look like a success.
    private void CheckTimes(CheckpointDocument saved)
    {
        var now = _account.ServerNow > _account.Clock.GetUtcNow() ? _account.ServerNow : _account.Clock.GetUtcNow();
        var position = saved.NewestEventId is { } id && Ids.TimeOf(id) > saved.NewestAt ? Ids.TimeOf(id) : saved.NewestAt;
        if (position > now + ClockTolerance)
            throw CheckpointErrors.Future(_path, position.Value, now);
        SavedInFuture = saved.SavedAt > now + ClockTolerance ? saved.SavedAt : null;
    }

    // Another run may have advanced the file meanwhile, in some of its positions: then the one that is ahead counts.
    private bool Advance(CheckpointDocument next)
    {
        if (_file.Read() is not { } present)
            return true;
        if ((present.Account, present.Api, present.Query) != (next.Account, next.Api, next.Query))
            throw CheckpointErrors.OtherQuery(_file.Path, present.ToString(), next.ToString());
        var isBehind = present.NewestEventId is { } known && (next.NewestEventId is null || Ids.Compare(known, next.NewestEventId) > 0);
        var isAhead = !isBehind && !string.Equals(present.NewestEventId, next.NewestEventId, StringComparison.Ordinal);
        if (next is { Chat: null, Returned: null } && present.NewestEventId is not null && !isAhead)
            return false;
        if (!isBehind && present.HasSameContent(_saved))
            return true;
        _prepared!.Dispose();
        Prepare(next with
        {
            NewestEventId = isBehind ? present.NewestEventId : next.NewestEventId,
            NewestEventAt = isBehind ? present.NewestEventAt : next.NewestEventAt,
            Since = isBehind ? null : next.Since,
            Chat = next.Chat?.MergedWith(present.Chat) ?? present.Chat,
            Returned = [.. present.Returned ?? [], .. next.Returned ?? []],
            HasClassic = next.Sources.Contains(DmSource.Classic) || present.Sources.Contains(DmSource.Classic),
        });
        return true;
    }

    private void Prepare(CheckpointDocument content)
    {
        _next = content with
        {
            Format = CheckpointDocument.Kind,
            Version = content.Chat is null ? CheckpointDocument.ClassicVersion : CheckpointDocument.CurrentVersion,
            HasClassic = content.Chat is null ? null : content.HasClassic,
            Returned = LeftOf(content),
            SavedAt = _account.Clock.GetUtcNow(),
        };
        _prepared = _file.Prepare(_next);
    }

    // What is up to a position is not read again.
    private static ReturnedEvent[]? LeftOf(CheckpointDocument content)
    {
        var left = content.Returned?.Where(item => item.IsAfter(content.NewestEventId, content.Chat)).Distinct().ToArray();
        return left is { Length: > 0 } ? left[^Math.Min(left.Length, ReturnedEvent.MaxCount)..] : null;
    }

    // The conversation with a user has the same name, however the query identifies it.
    private string NameOf(DmEventQuery query, bool isIncomingOnly)
    {
        var list = query switch
        {
            { ParticipantId: { } other } => $"conversation {Ids.OneToOne(_account.User.Id, other)}",
            { ConversationId: { } id } => $"conversation {id}",
            _ => All,
        };
        var types = string.Join(
            ", ",
            query.EventTypes.Select(type => type.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        var events = isIncomingOnly ? $"incoming {(types.Length == 0 ? "events" : types)}" : types;
        return events.Length == 0 ? list : $"{list}, only {events}";
    }
}
