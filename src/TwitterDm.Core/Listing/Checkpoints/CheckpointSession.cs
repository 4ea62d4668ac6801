using TwitterDm.Accounts;
using TwitterDm.Storage;

namespace TwitterDm.Listing.Checkpoints;

/// <summary>
/// One run with a checkpoint, the record of how far a query was read by the last run that completed: opens the file before the first request,
/// prepares its next content when everything is read, and commits that when the events are safe. Two runs at once do not harm each other:
/// each starts where the file was, and neither moves it back, so that every event is returned at least once.
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

    /// <summary>The time of the newest event of the previous run; null if there was none.</summary>
    internal DateTimeOffset? NewestAt => _saved?.NewestEventAt;

    /// <summary>When the file says that it was saved, if that is in the future: a clock is or was wrong.</summary>
    internal DateTimeOffset? SavedInFuture { get; private set; }

    /// <summary>Whether <see cref="Commit"/> has anything to write.</summary>
    public bool CanAdvance => _prepared is not null;

    /// <summary>
    /// Opens the file, and makes sure that it can be replaced; does nothing if it is open. Only compares whether the query is for all
    /// conversations, since the name of a participant may have to be looked up first.
    /// </summary>
    /// <param name="isAll">Whether the query is for all conversations.</param>
    /// <exception cref="DmException">The file is not a checkpoint of this account, API and kind of query, or cannot be replaced.</exception>
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
    /// <returns>The query of what is new: after the newest known event, or else from the start time of the first run.</returns>
    /// <exception cref="DmException">The file is not a checkpoint of this query, or cannot be replaced.</exception>
    internal DmEventQuery Begin(DmEventQuery query)
    {
        Open(query.IsAll);
        _queryName = NameOf(query);
        if (_saved is not null && !string.Equals(_saved.Query, _queryName, StringComparison.Ordinal))
            throw CheckpointErrors.OtherQuery(_path, _saved.Query!, _queryName);
        return _query = _saved switch
        {
            null => query,
            { NewestEventId: null } => query with { Since = _saved.Since },
            _ => query with { SinceId = _saved.NewestEventId, Since = null },
        };
    }

    /// <summary>Writes the next content beside the file, once everything is read; does nothing if nothing is new.</summary>
    /// <param name="newest">The newest event that was returned; null if there was none.</param>
    /// <exception cref="DmException">The content cannot be written.</exception>
    internal void Prepare((string Id, DateTimeOffset At)? newest)
    {
        // A first run that finds nothing keeps its start time: otherwise the next run would skip what arrives before its own.
        var since = newest is null ? _query?.Since : null;
        if (newest is null && (_saved is not null || since is null))
            return;
        _next = new CheckpointDocument
        {
            Format = CheckpointDocument.Kind,
            Version = CheckpointDocument.CurrentVersion,
            Account = _account.User.Id,
            Api = _account.ApiBaseUri.Authority,
            Query = _queryName,
            NewestEventId = newest?.Id,
            NewestEventAt = newest?.At,
            Since = since,
            SavedAt = _account.Clock.GetUtcNow(),
        };
        _prepared = _file.Prepare(_next);
    }

    /// <summary>Advances the checkpoint to what was prepared, unless another run has advanced it as far; does nothing if nothing was prepared.</summary>
    /// <exception cref="DmException">The file could not be replaced, and is unchanged.</exception>
    public void Commit()
    {
        if (_prepared is not null && !IsBehind(_next!))
            _prepared.Commit();
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
        var position = saved.NewestEventId is { } id && Ids.TimeOf(id) > saved.NewestEventAt ? Ids.TimeOf(id) : saved.NewestEventAt ?? saved.Since;
        if (position > now + ClockTolerance)
            throw CheckpointErrors.Future(_path, position.Value, now);
        SavedInFuture = saved.SavedAt > now + ClockTolerance ? saved.SavedAt : null;
    }

    private bool IsBehind(CheckpointDocument next)
    {
        if (_file.Read() is not { } present)
            return false;
        if ((present.Account, present.Api, present.Query) != (next.Account, next.Api, next.Query))
            throw CheckpointErrors.OtherQuery(_file.Path, present.ToString(), next.ToString());
        return present.NewestEventId is { } known && (next.NewestEventId is null || Ids.Compare(known, next.NewestEventId) >= 0);
    }

    // The conversation with a user has the same name, however the query identifies it.
    private string NameOf(DmEventQuery query)
    {
        var list = query switch
        {
            { ParticipantId: { } other } => $"conversation {Ids.OneToOne(_account.User.Id, other)}",
            { ConversationId: { } id } => $"conversation {id}",
            _ => All,
        };
        var types = string.Join(", ", query.EventTypes.Select(type => type.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        return types.Length == 0 ? list : $"{list}, only {types}";
    }
}
