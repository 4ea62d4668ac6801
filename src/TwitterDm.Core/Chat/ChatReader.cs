using TwitterDm.Api;
using TwitterDm.Http;
using TwitterDm.Json;
using TwitterDm.Problems;

namespace TwitterDm.Chat;

/// <summary>Reads conversations and events of X Chat, for one operation. Thread-safe: pages are read ahead.</summary>
internal sealed class ChatReader
{
    private const int MaxTries = 3;
    private const string Conversations = "conversations";

    private readonly ChatAccount _chat;
    private readonly ApiClient _client;
    private readonly ChatUsers _users;
    private readonly GroupNames _names;
    private readonly PagePreparation _page;
    private readonly MissingParts _missing;
    private readonly EventDecoder _decoder;
    private readonly OpenPages _open = new();

    /// <param name="chat">What the connection knows about X Chat.</param>
    /// <param name="client">Sends the requests.</param>
    /// <param name="looksUpPeople">Whether to look up the people of events, which X bills.</param>
    public ChatReader(ChatAccount chat, ApiClient client, bool looksUpPeople = true)
    {
        var authors = new MessageAuthors(chat.RecentMessages);
        _chat = chat;
        _client = client;
        _users = new(chat.Account, client);
        _names = new(chat.ConversationKeys);
        var verifier = new ItemVerifier(chat);
        _missing = new(chat, authors, verifier);
        _page = new(chat, client, looksUpPeople ? _users : null, authors, verifier);
        _decoder = new(chat, authors, _names, verifier);
    }

    /// <summary>Reads a page of the list of conversations, and remembers their members.</summary>
    /// <param name="token">The pagination token from the previous page; null for the first page.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<ChatConversationPage> ReadConversationsAsync(string? token, CancellationToken cancellationToken)
        => ReadConversationsAsync(token, ChatMembers.All, isStrict: false, cancellationToken);

    /// <summary>Reads a page of the list of conversations.</summary>
    /// <param name="token">The pagination token from the previous page; null for the first page.</param>
    /// <param name="members">
    /// Which members to read, too. Without them, X may not send their ids either. With a spending limit, members that are not known yet are
    /// looked up as far as the limit allows.
    /// </param>
    /// <param name="isStrict">Whether a page that may not be the last one is an error.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public async Task<ChatConversationPage> ReadConversationsAsync(
        string? token,
        ChatMembers members,
        bool isStrict,
        CancellationToken cancellationToken)
    {
        var request = new PageRequest(ChatEndpoints.MaxPage, token, []);
        for (var tries = 1; ; tries++)
        {
            var response = await _client
                .ListChatConversationsAsync(token, CanExpand ? members : ChatMembers.None, cancellationToken)
                .ConfigureAwait(false);
            var check = PageCheck.Of(response, request, isStrict, Conversations);
            if ((check.LacksEvents || check.LacksEnd) && tries < MaxTries)
                continue;
            var problems = response.Problems.Select(ProblemReader.ToProblem).ToArray();
            // Who is missing from the list is missing from everything that is read by it.
            if (check is { LacksEnd: true, CanBeLast: false })
                throw PageCheck.WithoutEnd(problems.FirstOrDefault(), Conversations);
            DmProblem[] lack =
            [
                .. check.LacksEvents ? [check.Accept()] : Array.Empty<DmProblem>(),
                .. check.LacksEnd ? [PageCheck.AssumedEnd(Conversations)] : Array.Empty<DmProblem>(),
            ];
            _users.Keep(response.Includes);
            var all = response.Data ?? [];
            var conversations = all.Where(wire => wire.IsIdentified).Select(Map).ToArray();
            if (members == ChatMembers.All)
                await _users.AddAsync(conversations.SelectMany(MembersOf), cancellationToken).ConfigureAwait(false);
            return new(
                conversations,
                check.NextToken,
                response.Meta?.HasMessageRequests,
                [.. problems, .. lack, .. Unreadable(Conversations, all.Count - conversations.Length, all)],
                response.MalformedValues);
        }
    }

    /// <summary>Reads one conversation with its members.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotFound"/>: it does not exist, or this account is not a member.</exception>
    public Task<ChatConversation> ReadConversationAsync(string id, CancellationToken cancellationToken)
        => ReadConversationAsync(id, ChatMembers.All, cancellationToken);

    /// <summary>Reads one conversation.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="members">Which members to read, too.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotFound"/>: it does not exist, or this account is not a member.</exception>
    public async Task<ChatConversation> ReadConversationAsync(string id, ChatMembers members, CancellationToken cancellationToken)
    {
        var response = await _client
            .GetChatConversationAsync(id, CanExpand ? members : ChatMembers.None, cancellationToken)
            .ConfigureAwait(false);
        _users.Keep(response.Includes);
        var conversation = Map(response.Data!);
        if (members == ChatMembers.All)
            await _users.AddAsync(MembersOf(conversation), cancellationToken).ConfigureAwait(false);
        return conversation;
    }

    /// <summary>
    /// Reads a group with its members, whom X bills, also with a spending limit: what is left of it has to suffice for a large group.
    /// </summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotFound"/>: it does not exist, or this account is not a member.</exception>
    public async Task<ChatConversation> ReadMembersAsync(string id, CancellationToken cancellationToken)
    {
        var response = await _client.GetChatConversationAsync(id, ChatMembers.All, cancellationToken).ConfigureAwait(false);
        _users.Keep(response.Includes);
        return Map(response.Data!);
    }

    /// <summary>
    /// Reads a page of a conversation's events. Keys of the conversation that come with it are kept, and the public keys of the senders are
    /// read. A page that lacks events is requested again.
    /// </summary>
    /// <param name="conversation">The conversation; one that was not read needs its id only.</param>
    /// <param name="request">The page.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.Protocol"/>: the page stayed empty; or the request failed.</exception>
    public Task<ChatEventPage> ReadEventsAsync(ChatConversation conversation, PageRequest request, CancellationToken cancellationToken)
        => ReadEventsAsync(conversation, request, isStrict: false, cancellationToken);

    /// <summary>Reads a page of a conversation's events.</summary>
    /// <param name="conversation">The conversation; one that was not read needs its id only.</param>
    /// <param name="request">The page.</param>
    /// <param name="isStrict">
    /// Whether a page that says nothing about its events cannot be empty, because a checkpoint would skip them permanently.
    /// </param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public async Task<ChatEventPage> ReadEventsAsync(
        ChatConversation conversation,
        PageRequest request,
        bool isStrict,
        CancellationToken cancellationToken)
    {
        var start = _chat.Account.Clock.GetTimestamp();
        conversation = conversation.Normalize(_chat.Account.User.Id);
        for (var tries = 1; ; tries++)
        {
            var response = await _client.ListChatEventsAsync(conversation.Id, request, cancellationToken).ConfigureAwait(false);
            var check = PageCheck.Of(response, request, isStrict);
            if (check.LacksEvents && tries < MaxTries)
                continue;
            DmProblem[] lack = check.LacksEvents ? [check.Accept()] : [];
            var all = response.Data ?? [];
            var read = all.Select(wire => ChatItem.Of(wire, conversation)).OfType<ChatItem>().ToArray();
            var (items, failures) = await _page
                .PrepareAsync(conversation, read, response.Meta?.ConversationKeyEvents ?? [], cancellationToken)
                .ConfigureAwait(false);
            // That of a group can begin where this account joined it.
            if (conversation.Type == DmConversationType.OneToOne
                && check is { NextToken: null, LacksEnd: false, LacksEvents: false }
                && response.Problems.Count == 0
                && read.Length == all.Count)
            {
                _page.SeeEnd(conversation);
            }

            _open.Add(items);
            return new(
                items,
                check.NextToken,
                [
                    .. response.Problems.Select(ProblemReader.ToProblem),
                    .. lack,
                    .. Unreadable("events", all.Count - read.Length, all),
                    .. failures,
                ],
                response.MalformedValues + (response.Meta?.NextToken is { Length: 0 } ? 1 : 0),
                check.LacksEnd,
                check.CanBeLast,
                _chat.Account.Clock.GetElapsedTime(start))
            {
                KeyEvents = response.Meta?.ConversationKeyEvents ?? [],
                IsCertainlyEmpty = IsCertainlyEmpty(response, check),
            };
        }
    }

    /// <summary>Prepares events that came by themselves, outside of a page.</summary>
    /// <param name="conversation">The conversation; one that was not read needs its id only.</param>
    /// <param name="events">The events.</param>
    /// <param name="keyEvents">The changes of the conversation's key that came with them, in base64.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The events; without those that have no id.</returns>
    public async Task<IReadOnlyList<ChatItem>> PrepareAsync(
        ChatConversation conversation,
        IEnumerable<WireChatEvent> events,
        IEnumerable<string> keyEvents,
        CancellationToken cancellationToken)
    {
        var read = events.Select(wire => ChatItem.Of(wire, conversation)).OfType<ChatItem>().ToArray();
        return (await _page.PrepareAsync(conversation, read, keyEvents, cancellationToken).ConfigureAwait(false)).Items;
    }

    /// <summary>
    /// What an event lacks that an older page may bring: the key that it is encrypted with, or the message that it edits or deletes,
    /// without which its sender is not known to be allowed to.
    /// </summary>
    public IReadOnlyList<MissingPart> FindMissing(ChatItem item) => _missing.Of(item);

    /// <summary>Throws if the connection was closed.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotConnected"/>.</exception>
    public void ThrowIfClosed() => _client.ThrowIfClosed();

    /// <summary>Decrypts and verifies an event. Whatever its content is, this does not throw.</summary>
    /// <returns>The event; null for what is not an event for users, such as that somebody is typing.</returns>
    public DmEvent? Decode(ChatItem item)
    {
        try
        {
            return _decoder.Decode(item);
        }
        // Anyone can write the content. What the decoder does not foresee must cost this event, and neither the list nor what follows in
        // it.
        catch (Exception)
        {
            return _decoder.CreateMalformed(item);
        }
    }

    /// <summary>
    /// The name of a group, which can often be read only after a page of its events has brought a key; null if it cannot be read.
    /// </summary>
    public string? NameOf(ChatConversation conversation) => _names.Of(conversation);

    // With a spending limit, a request must not include a number of users that is unknown beforehand.
    private bool CanExpand => _client.Usage.Limit is null;

    private static bool IsCertainlyEmpty(ApiResponse<WireList<WireChatEvent>> response, PageCheck check)
        => response is { Problems: [], MalformedValues: 0, Meta: { HasMore: not true, NextToken: null or "" } meta }
        && !check.LacksEvents
        && !check.LacksEnd
        && response.Data is null or { Count: 0, Unreadable: 0 }
        && (meta.ResultCount == 0 || (meta is { ResultCount: null, HasMore: false }))
        && meta.ConversationKeyEvents is null or { Count: 0, Unreadable: 0 };

    private ChatConversation Map(WireChatConversation wire)
    {
        var conversation = ChatConversation.Of(wire, _chat.Account.User.Id);
        var name = NameOf(conversation);
        _chat.Account.Conversations.AddChat(conversation.Id, name);
        _chat.Account.RoundedIds.Add(conversation.Id);
        _chat.GroupMembers.Add(conversation);
        return conversation with { Name = name };
    }

    private static IEnumerable<string> MembersOf(ChatConversation conversation)
        => conversation.ParticipantIds.Concat(conversation.MemberIds);

    // Without an id, nothing can be requested about it, and it cannot be returned once only.
    private static IEnumerable<DmProblem> Unreadable<T>(string what, int unidentified, WireList<T> list)
    {
        var count = unidentified + list.Unreadable;
        if (count > 0)
        {
            yield return new()
            {
                Title = $"Unreadable {what}",
                Detail = FormattableString.Invariant(
                    $"{count} of the {list.Count + list.Unreadable} {what} of the page could not be read or had no id."),
            };
        }
    }
}
