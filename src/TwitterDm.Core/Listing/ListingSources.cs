namespace TwitterDm.Listing;

/// <summary>Where a query is read.</summary>
internal static class ListingSources
{
    private static readonly DmSource[] Both = [DmSource.Classic, DmSource.Chat];
    private static readonly DmSource[] Classic = [DmSource.Classic];
    private static readonly DmSource[] Chat = [DmSource.Chat];

    /// <summary>Rejects sources that cannot be read, or that a conversation's id contradicts.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: names the value and says what is expected.</exception>
    public static void Check(DmEventQuery query)
    {
        if (query.Sources is not { } sources)
            return;
        Check(sources);
        if (query.ConversationId is { } id && CommonTo(Of(id), sources).Length == 0)
        {
            throw DmException.BadInput(
                Ids.IsChatGroup(id)
                    ? $"'{id}' is a group of X Chat, which classic messages do not contain."
                    : $"'{id}' is a group of classic messages, which X Chat does not contain.",
                Ids.IsChatGroup(id) ? "Use the source Chat, or none." : "Use the source Classic, or none.",
                id);
        }
    }

    /// <summary>Rejects sources that cannot be read.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: says what is expected.</exception>
    public static void Check(IReadOnlyCollection<DmSource> sources)
    {
        if (sources.Count == 0 || sources.Any(source => source is not (DmSource.Classic or DmSource.Chat)))
            throw DmException.BadInput("Only classic messages and X Chat can be listed.", "Use the source Classic, Chat, or both.");
    }

    /// <summary>The sources of a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="hasChatKey">Whether the connection has a chat key.</param>
    /// <param name="checkpoint">The sources that its checkpoint has a position in; null without one.</param>
    public static IReadOnlyList<DmSource> Resolve(DmEventQuery query, bool hasChatKey, IReadOnlyCollection<DmSource>? checkpoint)
    {
        var wanted = query.Sources ?? checkpoint ?? (hasChatKey || Ids.IsChatGroup(query.ConversationId) ? Both : Classic);
        return CommonTo(query.ConversationId is { } id ? Of(id) : Both, wanted);
    }

    /// <summary>The sources of a query of conversations.</summary>
    /// <param name="query">The query.</param>
    /// <param name="hasChatKey">Whether the connection has a chat key.</param>
    public static (bool Classic, bool Chat) Resolve(DmConversationQuery query, bool hasChatKey)
    {
        var isChatGroup = Ids.IsChatGroup(query.ConversationId);
        if (query.Sources is { } given)
            return (given.Contains(DmSource.Classic) && !(isChatGroup && given.Count > 1), given.Contains(DmSource.Chat));
        var canBeChat = query.ConversationId is not { } id || Of(id).Contains(DmSource.Chat);
        return (!isChatGroup, isChatGroup || (hasChatKey && canBeChat));
    }

    /// <summary>Whether X Chat can contain what a query asks for: all but a group of classic messages.</summary>
    public static bool CanHaveChat(DmEventQuery query) => query.ConversationId is not { } id || Of(id).Contains(DmSource.Chat);

    // A one-to-one conversation has the same id in both.
    private static DmSource[] Of(string conversationId)
    {
        if (Ids.IsChatGroup(conversationId))
            return Chat;
        return Ids.UsersOf(conversationId).Count > 0 ? Both : Classic;
    }

    private static DmSource[] CommonTo(DmSource[] sources, IEnumerable<DmSource> wanted) => Array.FindAll(sources, wanted.Contains);
}
