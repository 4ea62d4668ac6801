using System.Text.Json;

namespace TwitterDm.Api;

/// <summary>Maps an event of the API, with the page's includes, to the flat event of the model.</summary>
internal sealed class EventMapper
{
    private readonly string _ownId;
    private readonly Func<string, DmUser?> _findUser;
    private readonly Dictionary<string, DmMedia> _media;
    private readonly Dictionary<string, JsonElement> _posts;

    /// <param name="ownId">The id of the signed-in account.</param>
    /// <param name="findUser">Finds a user that this or an earlier response included.</param>
    /// <param name="includes">The objects that the response included with the events.</param>
    public EventMapper(string ownId, Func<string, DmUser?> findUser, WireIncludes? includes)
    {
        _ownId = ownId;
        _findUser = findUser;
        _media = ByKey(includes?.Media?.Where(media => media.MediaKey is not null).Select(IncludesMapper.CreateMedia), media => media.MediaKey);
        _posts = ByKey((includes?.Posts ?? []).Concat(includes?.Tweets ?? []), PostId);
    }

    /// <summary>Maps an event that has an id.</summary>
    public DmEvent Create(WireEvent wire)
    {
        var id = wire.Id!;
        var type = TypeOf(wire.EventType);
        // Since June 2025, X lists participants only with joins and leaves.
        IReadOnlyList<string> participantIds = wire.ParticipantIds is { Count: > 0 } listed ? listed : Ids.UsersOf(wire.DmConversationId);
        var references = (wire.ReferencedPosts ?? []).Concat(wire.ReferencedTweets ?? []).Select(reference => reference.Id).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        return new()
        {
            Id = id,
            EventType = type.ToString(),
            EventTypeName = wire.EventType,
            CreatedAtUtc = wire.CreatedAt ?? Ids.TimeOf(id),
            ConversationId = wire.DmConversationId,
            ConversationType = Ids.ConversationTypeOf(wire.DmConversationId)?.ToString(),
            Direction = (IsOwn(wire, type) ? DmDirection.Outgoing : DmDirection.Incoming).ToString(),
            SenderId = wire.SenderId,
            Sender = wire.SenderId is null ? null : User(wire.SenderId),
            Text = wire.Text,
            Urls = List(wire.AllUrls.Select(url => url.ExpandedUrl ?? url.Url).OfType<string>().Distinct(StringComparer.Ordinal)),
            Media = List((wire.Attachments?.MediaKeys ?? []).Select(Media)),
            ParticipantIds = List(participantIds),
            Participants = List(participantIds.Select(User)),
            ReferencedPostIds = List(references),
            AdditionalProperties = Additional(wire, references),
        };
    }

    // Not Enum.Parse, which also accepts numbers.
    private static DmEventType TypeOf(string? name) => name switch
    {
        nameof(DmEventType.MessageCreate) => DmEventType.MessageCreate,
        nameof(DmEventType.ParticipantsJoin) => DmEventType.ParticipantsJoin,
        nameof(DmEventType.ParticipantsLeave) => DmEventType.ParticipantsLeave,
        _ => DmEventType.Unknown,
    };

    // A leave has no sender; it counts as sent by the user who left.
    private bool IsOwn(WireEvent wire, DmEventType type) => wire.SenderId is { } sender
        ? string.Equals(sender, _ownId, StringComparison.Ordinal)
        : type == DmEventType.ParticipantsLeave && (wire.ParticipantIds?.Contains(_ownId, StringComparer.Ordinal) ?? false);

    private DmUser User(string id) => _findUser(id) ?? new DmUser { Id = id };

    private DmMedia Media(string key) => _media.TryGetValue(key, out var media) ? media : new DmMedia { MediaKey = key };

    private DmAdditionalProperties Additional(WireEvent wire, string[] references)
    {
        var posts = references.Where(_posts.ContainsKey).Select(id => _posts[id]).ToArray();
        if (wire.Unknown is null && wire.Entities?.Unknown is null && wire.Attachments?.Unknown is null && posts.Length == 0)
            return DmAdditionalProperties.Empty;
        var all = new Dictionary<string, JsonElement>(wire.Unknown ?? [], StringComparer.Ordinal);
        Put(all, "entities", wire.Entities?.Unknown);
        Put(all, "attachments", wire.Attachments?.Unknown);
        if (posts.Length > 0)
            all["referenced_posts"] = JsonSerializer.SerializeToElement(posts, ApiJson.Default.JsonElementArray);
        return AdditionalPropertiesMapper.Create(all);
    }

    private static void Put(Dictionary<string, JsonElement> all, string name, Dictionary<string, JsonElement>? members)
    {
        if (members is { Count: > 0 })
            all[name] = JsonSerializer.SerializeToElement(members, ApiJson.Default.DictionaryStringJsonElement);
    }

    private static DmList<T> List<T>(IEnumerable<T> items)
    {
        var list = new DmList<T>(items);
        return list.Count == 0 ? DmList<T>.Empty : list;
    }

    private static Dictionary<string, T> ByKey<T>(IEnumerable<T>? items, Func<T, string?> key)
    {
        var byKey = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var item in items ?? [])
        {
            if (key(item) is { } name)
                byKey[name] = item;
        }

        return byKey;
    }

    private static string? PostId(JsonElement post)
        => post.ValueKind == JsonValueKind.Object && post.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;
}
