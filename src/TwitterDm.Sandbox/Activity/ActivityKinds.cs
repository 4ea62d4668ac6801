namespace TwitterDm.Sandbox.Activity;

/// <summary>The kinds of event that clients can subscribe to. The sandbox has events of those that concern messages.</summary>
internal static class ActivityKinds
{
    public const string MessageReceived = "dm.received";
    public const string MessageSent = "dm.sent";
    public const string MessageRead = "dm.read";
    public const string ChatReceived = "chat.received";
    public const string ChatSent = "chat.sent";
    public const string Joined = "chat.conversation.join";
    public const string MemberAdded = "chat.conversation.member_added";
    public const string MemberRemoved = "chat.conversation.member_removed";
    public const string AdminAdded = "chat.conversation.admin_added";
    public const string AdminRemoved = "chat.conversation.admin_removed";
    public const string GroupNameUpdated = "chat.update.group_name";
    public const string RestrictionsUpdated = "chat.update.restrictions";

    public const string SentSuffix = ".sent";
    public const string ReceivedSuffix = ".received";

    private const string JoinedAlias = "chat.conversation_join";

    /// <summary>All kinds, in the order of X's API description.</summary>
    public static readonly string[] All =
    [
        "profile.update.bio",
        "profile.update.profile_picture",
        "profile.update.banner_picture",
        "profile.update.screenname",
        "profile.update.geo",
        "profile.update.url",
        "profile.update.verified_badge",
        "profile.update.affiliate_badge",
        "profile.update.handle",
        "news.new",
        "follow.follow",
        "follow.unfollow",
        "spaces.start",
        "spaces.end",
        "broadcast.start",
        "broadcast.end",
        "broadcast.chat",
        ChatReceived,
        ChatSent,
        Joined,
        JoinedAlias,
        MemberAdded,
        MemberRemoved,
        AdminAdded,
        AdminRemoved,
        GroupNameUpdated,
        RestrictionsUpdated,
        MessageSent,
        MessageReceived,
        "dm.indicate_typing",
        MessageRead,
        "post.create",
        "post.delete",
        "post.mention.create",
        "post.reply.create",
        "post.quote.create",
        "post.repost.create",
        "like.create",
        "mute.mute",
        "mute.unmute",
        "block.block",
        "block.unblock",
    ];

    /// <summary>The name that responses have: one kind has a deprecated alias.</summary>
    public static string Canonical(string kind) => string.Equals(kind, JoinedAlias, StringComparison.Ordinal) ? Joined : kind;

    /// <summary>Whether only the user concerned, or an app that this user has allowed to, can see such events.</summary>
    public static bool IsPrivate(string kind) => IsOf(kind, "dm") || IsOf(kind, "chat") || IsActorOnly(kind) || IsOf(kind, "like");

    /// <summary>Whether such events are about what the user does, so that they have no direction.</summary>
    public static bool IsActorOnly(string kind) => IsOf(kind, "mute") || IsOf(kind, "block");

    /// <summary>The scope that an OAuth 2.0 user token needs.</summary>
    public static string ScopeOf(string kind) => kind.Split('.')[0] switch
    {
        "dm" or "chat" => "dm.read",
        "like" => "like.read",
        "mute" => "mute.read",
        "block" => "block.read",
        _ => "tweet.read",
    };

    private static bool IsOf(string kind, string family) => kind.StartsWith(family + ".", StringComparison.Ordinal);
}
