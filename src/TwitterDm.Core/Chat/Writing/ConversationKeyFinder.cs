using System.Net;
using System.Security.Cryptography;
using TwitterDm.Api;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Text;

namespace TwitterDm.Chat.Writing;

/// <summary>
/// Finds the key that a conversation is written to with: the one of the highest version whose change was verified, and signed by a member.
/// Keys that are known already cost no request; otherwise the newest events of the conversation are read, which bring its key.
/// </summary>
/// <param name="chat">What the connection knows about X Chat.</param>
/// <param name="reader">Reads events.</param>
internal sealed class ConversationKeyFinder(ChatAccount chat, ChatReader reader)
{
    // X bills each event, and a key mostly comes beside even a single one.
    private const int FirstPage = 1;
    private const int SecondPage = 10;
    private const int MaxPages = 20;

    // The groups whose members were read again.
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <summary>Finds the key.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The key, which the caller wipes; null if the conversation certainly has not begun.</returns>
    /// <exception cref="DmException">The conversation has a key that cannot be used, or it could not be read.</exception>
    public async Task<ChatConversationKey?> FindAsync(string conversationId, CancellationToken cancellationToken)
    {
        await CheckMembersAsync(conversationId, cancellationToken).ConfigureAwait(false);
        return Known(conversationId) ?? await ReadAsync(conversationId, refused: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds the key that has replaced another one.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="version">The version that X no longer accepts.</param>
    /// <param name="refusal">The error that says so.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="DmException">There is no newer key that could be used.</exception>
    public async Task<ChatConversationKey> FindNewerAsync(
        string conversationId,
        string version,
        DmException refusal,
        CancellationToken cancellationToken)
    {
        if (Known(conversationId, version) is { } known)
            return known;
        try
        {
            if (await ReadAsync(conversationId, version, cancellationToken).ConfigureAwait(false) is { } newer)
                return newer;
        }
        catch (DmException exception) when (!exception.EndsRun)
        {
            throw NoNewer(conversationId, version, refusal, $" {exception.Message}");
        }

        throw NoNewer(conversationId, version, refusal, string.Empty);
    }

    /// <summary>The key as far as it is known, without a request; null if it is not.</summary>
    /// <param name="conversationId">The conversation.</param>
    /// <param name="refused">A version that the key has to be newer than; null for any.</param>
    public ChatConversationKey? Known(string conversationId, string? refused = null)
        => Latest(conversationId, userId => IsMember(conversationId, userId)) is { } latest
        && (refused is null || Ids.Compare(latest.Version, refused) > 0)
            ? new(latest.Version, latest.Key)
            : null;

    private (string Version, byte[] Key)? Latest(string conversationId, Predicate<string>? maySign = null)
        => chat.ConversationKeys.LatestVerified(conversationId, chat.Account.ServerNow, maySign);

    // A one-to-one conversation takes keys of its two users only.
    private bool IsMember(string conversationId, string userId)
        => string.Equals(userId, chat.Account.User.Id, StringComparison.Ordinal)
        || Ids.UsersOf(conversationId).Count > 0
        || chat.GroupMembers.IsMember(conversationId, userId);

    // Members that are not known are read, and so are known ones once more: whoever changed the key may have joined since.
    private async Task CheckMembersAsync(string conversationId, CancellationToken cancellationToken)
    {
        var known = Latest(conversationId, userId => IsMember(conversationId, userId));
        var newest = Latest(conversationId);
        var isByStranger = newest is { } latest && !string.Equals(latest.Version, known?.Version, StringComparison.Ordinal);
        CryptographicOperations.ZeroMemory(known?.Key);
        CryptographicOperations.ZeroMemory(newest?.Key);
        if (!isByStranger)
            return;
        var isKnown = chat.GroupMembers.IsKnown(conversationId);
        if (!_asked.Add(conversationId) && isKnown)
            return;
        try
        {
            var group = await reader.ReadMembersAsync(conversationId, cancellationToken).ConfigureAwait(false);
            if (!isKnown && group.MemberIds.Count == 0)
                throw MembersUnknown(conversationId);
        }
        catch (DmException exception) when (isKnown && (exception.Kind == DmErrorKind.SpendingLimit || !exception.EndsRun))
        {
            reader.ThrowIfClosed();
        }
    }

    private async Task<ChatConversationKey?> ReadAsync(string conversationId, string? refused, CancellationToken cancellationToken)
    {
        var seen = new SeenKeys(chat, conversationId, refused);
        var pages = new ChatPages(reader, conversationId, FirstPage, SecondPage, ChatEndpoints.MaxPage);
        for (var count = 1; count <= MaxPages; count++)
        {
            ChatEventPage page;
            try
            {
                page = await pages.ReadNextAsync(cancellationToken).ConfigureAwait(false);
            }
            // A one-to-one conversation in which nothing was said yet does not exist. Other errors do not show that: a conversation that is
            // gone had a key.
            catch (DmException exception)
                when (exception is { Kind: DmErrorKind.NotFound, StatusCode: HttpStatusCode.NotFound, Reason: DmErrorReason.None }
                    && count == 1
                    && Ids.UsersOf(conversationId).Count == 2)
            {
                // Only X's own words: a proxy, or a path that a server does not know, says nothing about the conversation.
                return exception.Problem is { IsNotFound: true } ? null : throw Unclear(conversationId, exception);
            }

            seen.Add(page);
            await CheckMembersAsync(conversationId, cancellationToken).ConfigureAwait(false);
            if (Known(conversationId, refused) is { } key)
                return key;
            if (page.NextToken is null)
                return (count == 1 && page.IsCertainlyEmpty) || HasNoNewer() ? null : throw WhyNone(page);
        }

        return HasNoNewer() ? null : throw (seen.HasKey ? seen.WhyUnusable() : Unavailable(conversationId));

        bool HasNoNewer() => refused is not null && !seen.HasKey;

        // Whoever makes a new key for a conversation that has one locks the other participants out of what follows.
        DmException WhyNone(ChatEventPage page)
            => seen.HasKey ? seen.WhyUnusable()
            : page is { Problems: [], MalformedValues: 0, Items.Count: > 0 } ? Unavailable(conversationId)
            : Unclear(conversationId, page);
    }

    /// <summary>The error about a key that cannot be found.</summary>
    public static DmException Unavailable(string conversationId)
        => new(
            DmErrorKind.Permission,
            $"The key of the conversation {VisibleText.Of(conversationId, 60)} of X Chat was not received, so nothing can be encrypted for it.")
        {
            Reason = DmErrorReason.ChatConversationKeyUnavailable,
        };

    // A key of somebody who is not a member would open what is written to the members.
    private static DmException MembersUnknown(string conversationId)
        => new(
            DmErrorKind.Permission,
            $"X does not list the members of the group {VisibleText.Of(conversationId, 60)} of X Chat, so it is unknown whether a member has made its key. Nothing is encrypted with it.")
        {
            Reason = DmErrorReason.ChatConversationKeyUnverified,
            RecommendedAction = "Try again later. If the error persists, write to the group in X's app.",
        };

    private static DmException Unclear(string conversationId, ChatEventPage page)
    {
        var problem = page.Problems.FirstOrDefault(each => each.IsDescribed);
        return new(
            DmErrorKind.Protocol,
            $"The response does not show whether the conversation {VisibleText.Of(conversationId, 60)} of X Chat has a key, so none was created, and nothing was sent."
            + (problem is null ? string.Empty : $" X reports: {problem}"))
        {
            RecommendedAction = "Try again later.",
            Problem = problem,
        };
    }

    private static DmException Unclear(string conversationId, DmException error)
        => new(
            error,
            $"The response has the status 404, but does not say that the conversation {VisibleText.Of(conversationId, 60)} of X Chat does not exist, so no new key was created and nothing was sent. {error.Message}",
            DmErrorKind.Protocol)
        {
            RecommendedAction = "Try again later. If the error persists, check the address of the API and the proxy.",
            MayHaveHadEffect = false,
        };

    private static DmException NoNewer(string conversationId, string version, DmException refusal, string why)
        => new(
            refusal,
            $"X refused version {VisibleText.Of(version, 30)} of the key of the conversation {VisibleText.Of(conversationId, 60)}, and no newer verified key was received, so the message was not sent.{why} "
                + refusal.Message,
            DmErrorKind.Permission)
        {
            Reason = DmErrorReason.ChatConversationKeyUnavailable,
            RecommendedAction = null,
            MayHaveHadEffect = false,
        };

    /// <summary>
    /// The signs of a key that a conversation's events show, whether or not the key can be used; only of newer ones than a version that was
    /// refused.
    /// </summary>
    private sealed class SeenKeys(ChatAccount chat, string conversationId, string? refused)
    {
        private readonly HashSet<string> _versions = new(StringComparer.Ordinal);

        // Why public keys could not be read, without which nothing can be verified.
        private DmProblem? _unread;

        public bool HasKey => _versions.Count > 0;

        public void Add(ChatEventPage page)
        {
            var changes = page
                .KeyEvents.Select(ChatItem.Read)
                .Concat(page.Items.Select(item => item.Event))
                .Select(content => content?.KeyChange?.Version);
            _versions.UnionWith(
                changes
                    .Concat(page.Items.Select(item => item.KeyVersion))
                    .OfType<string>()
                    .Where(version => refused is null || Ids.Compare(version, refused) > 0));
            _unread ??= page.Problems.FirstOrDefault(PagePreparation.IsAboutPublicKeys);
        }

        public DmException WhyUnusable()
        {
            if (_unread is not null)
                return Unverifiable(_unread);
            var known = _versions.Where(version => chat.ConversationKeys.Has(conversationId, version)).ToArray();
            return known.Length == 0 ? Unavailable(conversationId)
                : Array.Exists(known, version => ChatTime.CanBeNewest(version, chat.Account.ServerNow)) ? Unverified()
                : NotInThePast(known[0]);
        }

        // A key that was adopted without proof is good enough to read what it opens, and not to tell secrets to whoever made it.
        private DmException Unverified()
            => new(
                DmErrorKind.Permission,
                $"The key of the conversation {VisibleText.Of(conversationId, 60)} of X Chat is not verified: no member whose keys X has registered has signed it. Nothing is encrypted with it.")
            {
                Reason = DmErrorReason.ChatConversationKeyUnverified,
            };

        private DmException NotInThePast(string version)
            => new(
                DmErrorKind.Permission,
                $"The key of the conversation {VisibleText.Of(conversationId, 60)} of X Chat has the version {VisibleText.Of(version, 40)}, which is not a time in the past. Nothing is encrypted with it.")
            {
                Reason = DmErrorReason.ChatConversationKeyUnverified,
            };

        private DmException Unverifiable(DmProblem unread)
            => new(
                DmErrorKind.Protocol,
                $"The key of the conversation {VisibleText.Of(conversationId, 60)} of X Chat could not be verified, so nothing was encrypted with it. {unread.Detail}")
            {
                RecommendedAction = "Try again later.",
                Problem = unread,
            };
    }
}
