using System.Globalization;
using System.Text.Json;
using TwitterDm.Archive.Mapping;
using TwitterDm.Archive.Scanning;

namespace TwitterDm.Archive.Indexing;

/// <summary>Builds the index of an archive from its data files.</summary>
/// <param name="filter">What is asked for.</param>
/// <param name="store">Where entries can be read again.</param>
/// <param name="lose">Receives what could not be read: the file, the position, and what is wrong.</param>
/// <param name="needsUsers">Whether the users are needed, to look up their names.</param>
internal sealed class ArchiveIndexer(ArchiveFilter filter, RecordStore store, Action<string, long, string> lose, bool needsUsers)
    : IDataFileHandler
{
    // Of a larger entry, each reaction is kept on its own: to read the whole entry for each takes the square of its size.
    private const int MaxShared = 64 * 1024;

    private readonly Dictionary<string, ArchiveConversation> _byId = new(StringComparer.Ordinal);
    private readonly List<ArchiveConversation> _conversations = [];
    private HashSet<string>? _ownCandidates;
    private string _file = string.Empty;
    private long? _base;
    private ArchiveConversation? _current;
    private bool _isUnwanted;
    private string? _name;
    private int _pieceStart;
    private long _piecePosition;

    public EventIndex Events { get; } = new();

    public IReadOnlyList<ArchiveConversation> Conversations => _conversations;

    /// <summary>Whether a conversation was found, also one that is not asked for.</summary>
    public bool HasFound { get; private set; }

    /// <summary>
    /// The one user who takes part in every one-to-one conversation; null if there is no such user, or if it could be either of two.
    /// </summary>
    public string? InferredOwnId => _ownCandidates is { Count: 1 } ? _ownCandidates.First() : null;

    /// <summary>Goes on with another file.</summary>
    /// <param name="file">What an error calls it.</param>
    /// <param name="start">From what its positions count; null to copy its entries.</param>
    public void BeginFile(string file, long? start) => (_file, _base) = (file, start);

    public void BeginConversation()
    {
        (_current, _isUnwanted, _name, _pieceStart) = (null, false, null, Events.Count);
        _piecePosition = -1;
    }

    public void SetMember(string name, string? value)
    {
        if (string.Equals(name, "conversationId", StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(value))
            Identify(value);
        else if (string.Equals(name, "name", StringComparison.Ordinal) && !string.IsNullOrWhiteSpace(value))
            _name = value;
    }

    public bool AddEntry(ReadOnlyMemory<byte> json, long position)
    {
        if (_piecePosition < 0)
            _piecePosition = position;
        if (_isUnwanted)
            return true;
        if (!needsUsers && MessageSkim.TryRead(json.Span, out var kind, out var id, out var ticks))
        {
            if (filter.IsWanted(kind) && filter.IsWanted(ticks))
                Events.Add(new(ticks, id, PlaceOf(json, position), -1, IndexEntry.DetailOf(kind, hasId: true)));
            return true;
        }

        ArchiveEntry entry;
        try
        {
            entry = ArchiveEntry.Read(json);
        }
        catch (JsonException)
        {
            return false;
        }

        // A time that is made up would put it at a wrong place, and in the wrong period.
        if (entry.HasTime)
            Add(entry, json, position);
        else if (filter.IsWanted(entry.Kind))
            Lose(position, "an entry has neither a time nor an id that contains one");
        return true;
    }

    public void EndConversation()
    {
        if (_current is null)
        {
            if (!_isUnwanted && Events.Count > _pieceStart)
                Lose(_piecePosition, "a conversation has no id");
            Events.Truncate(_pieceStart);
            return;
        }

        _current.SetName(_name);
        for (var number = _pieceStart; number < Events.Count; number++)
        {
            ref var entry = ref Events[number];
            entry = entry with { Conversation = _current.Number };
            _current.CountEvent(entry.Ticks);
        }
    }

    public void Lose(long position, string what) => lose(_file, Math.Max(position, 0), what);

    private void Identify(string id)
    {
        HasFound = true;
        if (Ids.UsersOf(id) is { Count: > 0 } users)
        {
            if (_ownCandidates is null)
                _ownCandidates = [.. users];
            else
                _ownCandidates.IntersectWith(users);
        }

        _isUnwanted = !filter.IsWantedConversation(id);
        if (_isUnwanted)
        {
            _current = null;
            return;
        }

        if (!_byId.TryGetValue(id, out _current))
        {
            _byId[id] = _current = new(id, _conversations.Count);
            _conversations.Add(_current);
        }
    }

    private void Add(ArchiveEntry entry, ReadOnlyMemory<byte> json, long position)
    {
        ulong? place = null;
        var content = entry.Content;
        if (entry.Kind == EntryKind.ConversationNameUpdate)
            _current?.SetName(content.Name, entry.Time.UtcTicks);
        if (needsUsers)
            CollectUsers(content);
        var ownId = IdOf(content.Id);
        var hash = ownId is null ? ContentHash.Of(json.Span) : 0;
        if (filter.IsWanted(entry.Kind) && filter.IsWanted(entry.Time.UtcTicks))
            Events.Add(new(entry.Time.UtcTicks, ownId ?? hash, Place(), -1, IndexEntry.DetailOf(entry.Kind, ownId is not null)));
        if (content.Reactions is not { Count: > 0 } reactions || !filter.IsWanted(EntryKind.Reaction))
            return;
        for (var number = 0; number < Math.Min(reactions.Count, IndexEntry.MaxReactions); number++)
        {
            var ticks = entry.TimeOf(reactions[number]).UtcTicks;
            // Where it is the message's own id, it is not the reaction's.
            var id = IdOf(reactions[number].EventId) is { } eventId && eventId != ownId ? eventId : (ulong?)null;
            var key = id ?? ContentHash.Of(reactions[number], ownId ?? hash);
            if (!filter.IsWanted(ticks))
                continue;
            var (at, reaction) = json.Length > MaxShared ? (store.Copy(entry.WithOnly(reactions[number])), 0) : (Place(), number);
            Events.Add(new(ticks, key, at, -1, IndexEntry.DetailOf(EntryKind.Reaction, id is not null, reaction)));
        }

        ulong Place() => place ??= PlaceOf(json, position);
    }

    private ulong PlaceOf(ReadOnlyMemory<byte> json, long position)
        => _base is { } start ? RecordStore.PlaceOf(start + position, json.Length) : store.Copy(json.Span);

    private void CollectUsers(WireArchiveContent content)
    {
        if (_current is null)
            return;
        var ids = new[] { content.SenderId, content.InitiatingUserId }
            .Concat(content.UserIds ?? [])
            .Concat(content.ParticipantsSnapshot ?? [])
            .Concat((content.Reactions ?? []).Select(reaction => reaction.SenderId))
            .Concat(Ids.UsersOf(_current.Id));
        foreach (var id in ids)
        {
            if (IdOf(id) is { } number)
                _current.UserIds.Add(number);
        }
    }

    private static ulong? IdOf(string? id)
        => id is not null && Ids.IsEventId(id) && ulong.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
