using System.Text.Json;
using TwitterDm.Json;

namespace TwitterDm.Api;

/// <summary>Maps an event of the API, with the page's includes, to the flat event of the model.</summary>
internal sealed class EventMapper
{
    private readonly string _ownId;
    private readonly Func<string, DmUser?> _findUser;
    private readonly Dictionary<string, DmMedia> _media = new(StringComparer.Ordinal);
    private readonly Dictionary<string, object> _posts = new(StringComparer.Ordinal);

    // All events of a conversation share them.
    private readonly Dictionary<string, Participants> _participants = new(StringComparer.Ordinal);

    /// <param name="ownId">The id of the signed-in account.</param>
    /// <param name="findUser">Finds a user that this or an earlier response included.</param>
    /// <param name="includes">The objects that the response included with the events.</param>
    public EventMapper(string ownId, Func<string, DmUser?> findUser, WireIncludes? includes)
    {
        _ownId = ownId;
        _findUser = findUser;
        foreach (var media in includes?.Media ?? [])
        {
            if (media.MediaKey is { } key)
                _media[key] = IncludesMapper.CreateMedia(media);
        }

        AddPosts(includes?.Posts);
        AddPosts(includes?.Tweets);
    }

    /// <summary>Maps an event that has an id.</summary>
    public DmEvent Create(WireEvent wire)
    {
        var id = wire.Id!;
        var type = TypeOf(wire.EventType);
        // Since June 2025, X lists participants only with joins and leaves.
        var participants = wire.ParticipantIds is { Count: > 0 } listed
            ? CreateParticipants(listed)
            : ParticipantsOf(wire.DmConversationId);
        var references = ReferencesOf(wire);
        return new()
        {
            Id = id,
            EventType = type,
            EventTypeName = wire.EventType,
            CreatedAtUtc = wire.CreatedAt ?? Ids.TimeOf(id),
            ConversationId = wire.DmConversationId,
            ConversationType = ConversationTypeOf(wire.DmConversationId),
            Direction = IsOwn(wire, type) ? nameof(DmDirection.Outgoing) : nameof(DmDirection.Incoming),
            SenderId = wire.SenderId,
            Sender = wire.SenderId is null ? null : User(wire.SenderId),
            Text = wire.Text,
            Urls = UrlsOf(wire),
            Media = MediaOf(wire.Attachments?.MediaKeys),
            ParticipantIds = participants.Ids,
            Participants = participants.Users,
            ReferencedPostIds = references,
            AdditionalProperties = Additional(wire, references),
        };
    }

    private static string TypeOf(string? name)
        => name is nameof(DmEventType.MessageCreate) or nameof(DmEventType.ParticipantsJoin) or nameof(DmEventType.ParticipantsLeave)
            ? name
            : nameof(DmEventType.Unknown);

    private static string? ConversationTypeOf(string? conversationId) => Ids.ConversationTypeOf(conversationId) switch
    {
        DmConversationType.OneToOne => nameof(DmConversationType.OneToOne),
        DmConversationType.Group => nameof(DmConversationType.Group),
        _ => null,
    };

    // Nearly all events have none of what follows, or one.
    private static DmList<string> ReferencesOf(WireEvent wire)
    {
        if (wire.ReferencedPosts is null && wire.ReferencedTweets is null)
            return DmList<string>.Empty;
        var ids = new List<string>();
        AddIds(ids, wire.ReferencedPosts);
        AddIds(ids, wire.ReferencedTweets);
        return Distinct(ids);
    }

    private static void AddIds(List<string> ids, WireList<WireReference>? references)
    {
        for (var index = 0; index < references?.Count; index++)
        {
            if (references[index].Id is { } id)
                ids.Add(id);
        }
    }

    private static DmList<string> UrlsOf(WireEvent wire)
    {
        if (wire.Entities?.Urls is null && wire.Urls is null)
            return DmList<string>.Empty;
        var urls = new List<string>();
        AddUrls(urls, wire.Entities?.Urls);
        AddUrls(urls, wire.Urls);
        return Distinct(urls);
    }

    private static void AddUrls(List<string> urls, WireList<WireUrl>? items)
    {
        for (var index = 0; index < items?.Count; index++)
        {
            if ((items[index].ExpandedUrl ?? items[index].Url) is { } url)
                urls.Add(url);
        }
    }

    private static DmList<string> Distinct(List<string> texts)
        => texts.Count > 1 ? new(texts.Distinct(StringComparer.Ordinal)) : DmList<string>.Adopt(texts);

    private DmList<DmMedia> MediaOf(WireList<string>? keys)
    {
        if (keys is null)
            return DmList<DmMedia>.Empty;
        var media = new List<DmMedia>(keys.Count);
        for (var index = 0; index < keys.Count; index++)
            media.Add(_media.TryGetValue(keys[index], out var known) ? known : new DmMedia { MediaKey = keys[index] });
        return DmList<DmMedia>.Adopt(media);
    }

    // A leave has no sender; it counts as sent by the user who left.
    private bool IsOwn(WireEvent wire, string type) => wire.SenderId is { } sender
        ? string.Equals(sender, _ownId, StringComparison.Ordinal)
        : type is nameof(DmEventType.ParticipantsLeave) && (wire.ParticipantIds?.Contains(_ownId, StringComparer.Ordinal) ?? false);

    private Participants ParticipantsOf(string? conversationId)
    {
        if (conversationId is null)
            return Participants.None;
        if (!_participants.TryGetValue(conversationId, out var participants))
            _participants[conversationId] = participants = CreateParticipants(Ids.UsersOf(conversationId));
        return participants;
    }

    private Participants CreateParticipants(IReadOnlyList<string> ids)
    {
        if (ids.Count == 0)
            return Participants.None;
        var users = new List<DmUser>(ids.Count);
        for (var index = 0; index < ids.Count; index++)
            users.Add(User(ids[index]));
        return new(new(ids), DmList<DmUser>.Adopt(users));
    }

    private DmUser User(string id) => _findUser(id) ?? new DmUser { Id = id };

    private DmAdditionalProperties Additional(WireEvent wire, DmList<string> references)
    {
        if (wire.Unknown is null && wire.Entities?.Unknown is null && wire.Attachments?.Unknown is null && references.Count == 0)
            return DmAdditionalProperties.Empty;
        var posts = PostsOf(references);
        var all = new Dictionary<string, object?>(StringComparer.Ordinal);
        if (wire.Unknown is { } unknown)
        {
            foreach (var (name, value) in unknown)
                all[name] = value;
        }

        if (wire.Entities?.Unknown is { Count: > 0 } entities)
            all["entities"] = entities;
        if (wire.Attachments?.Unknown is { Count: > 0 } attachments)
            all["attachments"] = attachments;
        if (posts.Length > 0)
            all["referenced_posts"] = posts;
        return all.Count == 0 ? DmAdditionalProperties.Empty : AdditionalPropertiesMapper.Create(all);
    }

    private object[] PostsOf(DmList<string> references)
    {
        var posts = new List<object>(references.Count);
        for (var index = 0; index < references.Count; index++)
        {
            if (_posts.TryGetValue(references[index], out var post))
                posts.Add(post);
        }

        return [.. posts];
    }

    private void AddPosts(WireList<JsonElement>? posts)
    {
        foreach (var post in posts ?? [])
        {
            if (PostId(post) is { } id)
                _posts[id] = post;
        }
    }

    private sealed record Participants(DmList<string> Ids, DmList<DmUser> Users)
    {
        public static readonly Participants None = new(DmList<string>.Empty, DmList<DmUser>.Empty);
    }

    private static string? PostId(JsonElement post)
        => post.ValueKind == JsonValueKind.Object && post.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
            ? id.GetString()
            : null;
}
