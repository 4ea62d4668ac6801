using TwitterDm.Api;

namespace TwitterDm.Chat;

/// <summary>A conversation of X Chat.</summary>
/// <param name="Id">Its id: two user ids with a hyphen, or <c>g</c> and a number for a group.</param>
internal sealed record ChatConversation(string Id)
{
    /// <summary>Whether X was asked for it; otherwise its id alone is known.</summary>
    public bool IsRead { get; init; }

    /// <summary>Whether it has two participants or is a group.</summary>
    public DmConversationType Type { get; init; } = Ids.ConversationTypeOf(Id) ?? DmConversationType.Group;

    /// <summary>The name of the group; null if it has none or if it cannot be read (yet): see <see cref="ChatReader.NameOf"/>.</summary>
    public string? Name { get; init; }

    /// <summary>The name as X sent it, which can be encrypted.</summary>
    public string? EncodedName { get; init; }

    /// <summary>The two users whom the id of a one-to-one conversation names; empty for a group.</summary>
    public DmList<string> UserIds { get; init; } = ListOf(Id);

    /// <summary>The participants of a one-to-one conversation, with the account itself.</summary>
    public IReadOnlyList<string> ParticipantIds { get; init; } = Ids.UsersOf(Id);

    /// <summary>The members of a group, with the account itself; empty if X did not send them.</summary>
    public IReadOnlyList<string> MemberIds { get; init; } = [];

    /// <summary>The admins of a group; empty if X did not send them.</summary>
    public IReadOnlyList<string> AdminIds { get; init; } = [];

    /// <summary>Whether the account has muted it; null if X does not say.</summary>
    public bool? IsMuted { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When it was last updated according to X; null if X does not say.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>Other fields, under X's names.</summary>
    public DmAdditionalProperties AdditionalProperties { get; init; } = DmAdditionalProperties.Empty;

    /// <summary>The same conversation with the id in the form that this library uses.</summary>
    public ChatConversation Normalize(string ownId)
    {
        var id = IdOf(Id, ownId);
        return string.Equals(id, Id, StringComparison.Ordinal) ? this : this with { Id = id, UserIds = ListOf(id) };
    }

    /// <summary>Maps a conversation that has an id.</summary>
    /// <param name="wire">The conversation as X sent it.</param>
    /// <param name="ownId">The id of the signed-in account.</param>
    public static ChatConversation Of(WireChatConversation wire, string ownId)
    {
        var id = IdOf(wire.Id!, ownId);
        var users = Ids.UsersOf(id);
        return new(id)
        {
            IsRead = true,
            EncodedName = string.IsNullOrEmpty(wire.GroupName) ? null : wire.GroupName,
            ParticipantIds = users.Count > 0 ? users : [.. wire.ParticipantIds ?? []],
            MemberIds = [.. wire.MemberIds ?? []],
            AdminIds = [.. wire.AdminIds ?? []],
            IsMuted = wire.IsMuted,
            CreatedAt = wire.CreatedAt,
            UpdatedAt = wire.UpdatedAt,
            AdditionalProperties = AdditionalPropertiesMapper.Create(wire.Unknown),
        };
    }

    /// <summary>
    /// The id of a conversation in the form that this library uses: encoded events have a colon in place of the hyphen, and a path can have
    /// the id of the other user alone.
    /// </summary>
    /// <param name="id">The id in any of these forms.</param>
    /// <param name="ownId">The id of the signed-in account.</param>
    public static string IdOf(string id, string ownId)
    {
        var users = Ids.UsersOf(id.Replace(':', '-'));
        return users.Count == 2 ? Ids.OneToOne(users[0], users[1])
            : Ids.IsUserId(id) && Ids.IsUserId(ownId) ? Ids.OneToOne(ownId, id)
            : id;
    }

    private static DmList<string> ListOf(string id) => Ids.UsersOf(id) is { Count: > 0 } users ? new(users) : DmList<string>.Empty;
}

/// <summary>One page of the list of conversations.</summary>
/// <param name="Conversations">The conversations in the order of the response.</param>
/// <param name="NextToken">The pagination token of the next page; null at the end of the list.</param>
/// <param name="HasMessageRequests">Whether there are message requests, which the list does not contain; null if X does not say.</param>
/// <param name="Problems">The parts of the page that X could not return.</param>
/// <param name="MalformedValues">How many values of the response do not fit what X describes.</param>
internal sealed record ChatConversationPage(
    IReadOnlyList<ChatConversation> Conversations,
    string? NextToken,
    bool? HasMessageRequests,
    IReadOnlyList<DmProblem> Problems,
    int MalformedValues);
