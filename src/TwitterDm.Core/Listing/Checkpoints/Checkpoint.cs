using TwitterDm.Accounts;

namespace TwitterDm.Listing.Checkpoints;

/// <summary>
/// How far a query was read by the last run that ended well. Two runs at once do each other no harm: each begins where the file was, and
/// none moves it back behind the other, so that every event comes at least once.
/// </summary>
internal sealed class Checkpoint
{
    private const string All = "all conversations";

    private readonly CheckpointFile _file;
    private readonly CheckpointDocument _template;
    private readonly CheckpointDocument? _saved;

    private Checkpoint(CheckpointFile file, CheckpointDocument template, CheckpointDocument? saved)
    {
        _file = file;
        _template = template;
        _saved = saved;
    }

    /// <summary>When the newest event of the run before was; null for a first run.</summary>
    public DateTimeOffset? NewestAt => _saved?.NewestEventAt;

    /// <summary>
    /// Opens the checkpoint of an account, and makes sure that it can be written, as long as nothing has been read. Of the query only the
    /// kind counts here: the name of a participant may not be looked up yet.
    /// </summary>
    /// <exception cref="DmException">It is no checkpoint, another account's or API's, or cannot be written.</exception>
    public static Checkpoint Open(string path, AccountContext account, bool isAll)
    {
        var file = new CheckpointFile(path);
        var saved = file.Read();
        var own = new CheckpointDocument
        {
            Format = CheckpointDocument.Kind,
            Version = CheckpointDocument.CurrentVersion,
            Account = account.User.Id,
            Api = account.ApiBaseUri.Authority,
        };
        if (saved is not null && !string.Equals(saved.Account, own.Account, StringComparison.Ordinal))
            throw CheckpointErrors.OtherAccount(path, saved.Account!, account.User);
        if (saved is not null && !string.Equals(saved.Api, own.Api, StringComparison.OrdinalIgnoreCase))
            throw CheckpointErrors.OtherApi(path, saved.Api!, own.Api);
        if (saved is not null && isAll != saved.Query!.StartsWith(All, StringComparison.Ordinal))
            throw CheckpointErrors.OtherQuery(path, saved.Query, isAll ? All : "one conversation");
        file.CheckReplaceable();
        return new Checkpoint(file, own, saved);
    }

    /// <summary>Opens the checkpoint of a query.</summary>
    /// <exception cref="DmException">It is no checkpoint of it, or cannot be written.</exception>
    public static Checkpoint Open(DmEventQuery query, AccountContext account)
    {
        var checkpoint = Open(query.CheckpointPath!, account, query.IsAll);
        var name = NameOf(query, account.User.Id);
        if (checkpoint._saved is { Query: { } other } && !string.Equals(other, name, StringComparison.Ordinal))
            throw CheckpointErrors.OtherQuery(query.CheckpointPath!, other, name);
        return new Checkpoint(checkpoint._file, checkpoint._template with { Query = name }, checkpoint._saved);
    }

    /// <summary>The query of what is new: from the newest event that is known on, or else from the time that the first run was given.</summary>
    public DmEventQuery Apply(DmEventQuery query) => _saved switch
    {
        null => query,
        { NewestEventId: null } => query with { Since = _saved.Since },
        _ => query with { SinceId = _saved.NewestEventId, Since = null },
    };

    /// <summary>Prepares all of the next state but its place; null when it is the one that is there.</summary>
    /// <param name="query">What was read.</param>
    /// <param name="newest">The newest event that was handed out; null when there was none.</param>
    /// <param name="now">What time it is.</param>
    /// <exception cref="DmException">It cannot be written.</exception>
    public PreparedCheckpoint? Prepare(DmEventQuery query, (string Id, DateTimeOffset At)? newest, DateTimeOffset now)
    {
        if (newest is null && (_saved is not null || query.Since is null))
            return null;
        var next = _template with
        {
            NewestEventId = newest?.Id,
            NewestEventAt = newest?.At,
            // Else the next run would begin at its own time, and what came in between would be nobody's.
            Since = newest is null ? query.Since : null,
            SavedAt = now,
        };
        return new PreparedCheckpoint(_file.Prepare(next), () => IsBehind(next));
    }

    // Another run can have ended meanwhile, and can have come further.
    private bool IsBehind(CheckpointDocument next)
    {
        if (_file.Read() is not { } present)
            return false;
        if ((present.Account, present.Api, present.Query) != (next.Account, next.Api, next.Query))
            throw CheckpointErrors.OtherQuery(_file.Path, present.ToString(), next.ToString());
        return present.NewestEventId is { } known && (next.NewestEventId is null || Ids.Compare(known, next.NewestEventId) >= 0);
    }

    // The conversation with a user is the same one by either name.
    private static string NameOf(DmEventQuery query, string ownId)
    {
        var list = query switch
        {
            { ParticipantId: { } other } => $"conversation {Ids.OneToOne(ownId, other)}",
            { ConversationId: { } id } => $"conversation {id}",
            _ => All,
        };
        var types = string.Join(", ", query.EventTypes.Select(type => type.ToString()).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        return types.Length == 0 ? list : $"{list}, only {types}";
    }
}
