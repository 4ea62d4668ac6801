using System.Security.Cryptography;
using System.Text;
using TwitterDm.Accounts;
using TwitterDm.ChatProtocol;
using TwitterDm.Http;

namespace TwitterDm.Chat;

/// <summary>
/// Prepares a page of events, so that decoding them needs no request: reads the public keys of those who signed, keeps the keys of the
/// conversation, and looks up people.
/// </summary>
/// <param name="chat">What the connection knows about X Chat.</param>
/// <param name="client">Sends the requests.</param>
/// <param name="users">Looks up people; null to leave them with their ids.</param>
/// <param name="authors">Who wrote the messages of this run.</param>
/// <param name="verifier">Verifies events.</param>
internal sealed class PagePreparation(ChatAccount chat, ApiClient client, ChatUsers? users, MessageAuthors authors, ItemVerifier verifier)
{
    // A change can name thousands of people, and each of them costs money to look up.
    private const int MaxNames = 100;

    // Changes of keys can name thousands of senders, and each of them can cost a request.
    private const int MaxSenders = 100;

    // A reply can claim to quote anyone, and each of them can cost a request.
    private const int MaxQuoted = 20;

    // A deletion can name thousands of messages.
    private const int MaxDeleted = 100;

    private const string KeysUnavailable = "Public keys unavailable";

    private readonly ChatContents _contents = new(chat);
    private readonly PageVerification _verification = new(chat, verifier);

    // Changes of keys come again with each page, and it takes time to decrypt and verify them.
    private readonly RecentIds _adopted = new();

    // Whose public keys could not be read: they are not asked for again with each page.
    private readonly RecentIds _failed = new();

    /// <summary>Prepares a page.</summary>
    /// <param name="conversation">The conversation.</param>
    /// <param name="items">The events.</param>
    /// <param name="keyEvents">The changes of keys that came beside the events, in base64.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The events, each id once, and problems to report.</returns>
    public async Task<(IReadOnlyList<ChatItem> Items, IReadOnlyList<DmProblem> Problems)> PrepareAsync(
        ChatConversation conversation, IReadOnlyList<ChatItem> items, IEnumerable<string> keyEvents, CancellationToken cancellationToken)
    {
        var changes = chat.HasKey
            ? keyEvents.Where(IsNew).Select(Read).Where(change => chat.KeyChanges.CanBring(change.Event, conversation.Id)).ToArray()
            : [];
        var signed = items.Where(NeedsVerification).Select(item => item.Event).Concat(changes.Select(change => change.Event));
        var problems = new List<DmProblem>();
        problems.AddRange(await LoadKeysAsync(signed, cancellationToken).ConfigureAwait(false));
        foreach (var (content, encoded) in changes)
        {
            if (Adopt(content!, conversation, id: null).IsVerified)
                Remember(encoded);
        }

        foreach (var item in items.Where(item => item.Event?.KeyChange is not null))
            item.KeyChange = Adopt(item.Event!, conversation, item.Id);
        await _verification.VerifyAsync(items, cancellationToken).ConfigureAwait(false);
        var quoted = items.SelectMany(QuotedBy)
            .Where(content => Participation.CanSend(content.SenderId, conversation.Id))
            .GroupBy(content => content.SenderId, StringComparer.Ordinal)
            .Take(MaxQuoted);
        problems.AddRange(await LoadKeysAsync(quoted.SelectMany(user => user), cancellationToken).ConfigureAwait(false));
        await _verification.VerifyQuotesAsync(items, cancellationToken).ConfigureAwait(false);
        (items, var duplicates) = DuplicateItems.Resolve(items, verifier);
        problems.AddRange(duplicates);
        RememberEvents(conversation, items);
        if (users is not null)
        {
            await users
                .AddAsync(items.SelectMany(PeopleIn).Distinct(StringComparer.Ordinal).Take(MaxNames), cancellationToken)
                .ConfigureAwait(false);
        }

        return (items, problems);
    }

    /// <summary>Whether a problem of a page is that public keys could not be read.</summary>
    public static bool IsAboutPublicKeys(DmProblem problem) => string.Equals(problem.Title, KeysUnavailable, StringComparison.Ordinal);

    /// <summary>Records that a conversation's list has no older events.</summary>
    public void SeeEnd(ChatConversation conversation) => authors.SeeEnd(conversation.Id);

    // Without a key, encrypted messages cannot be read, and what is not read is not verified. Some events are not verified whatever their
    // signature is.
    private bool NeedsVerification(ChatItem item)
        => (chat.HasKey || item.Event?.Kind is not (ChatEventKind.MessageCreateEvent or ChatEventKind.ConversationKeyChangeEvent))
        && item.IsFromNamedSender
        && Participation.CanSend(item.Event?.SenderId, item.Conversation.Id);

    private async Task<IEnumerable<DmProblem>> LoadKeysAsync(IEnumerable<ChatEvent?> signed, CancellationToken cancellationToken)
    {
        var needed = signed.Where(EventVerifier.CanBeSigned)
            .Where(content => !HasFailed(content!.SenderId!))
            .GroupBy(content => content!.SenderId!, content => content!.Signature!.KeyVersion!, StringComparer.Ordinal)
            .Where(user => chat.PublicKeys.Lacks(user.Key, user))
            .ToArray();
        if (needed.Length == 0)
            return [];
        var versions = needed.Take(MaxSenders)
            .SelectMany(user => user.Select(version => (user.Key, Version: version)))
            .ToLookup(pair => pair.Key, pair => pair.Version, StringComparer.Ordinal);
        var failures = await chat.PublicKeys.LoadAsync(client, versions, cancellationToken).ConfigureAwait(false);
        foreach (var (userId, _) in failures)
            MarkFailed(userId);
        return failures.Select(ProblemOf).Concat(TooMany(needed.Length - MaxSenders));
    }

    private static DmProblem ProblemOf(KeyFailure failure) => new()
    {
        Title = KeysUnavailable,
        Detail = $"The public keys of user {failure.UserId} could not be read, so that their events cannot be verified: {failure.Error.Message}",
        Status = (int?)failure.Error.StatusCode,
    };

    private static DmProblem[] TooMany(int rest) => rest <= 0 ? [] :
    [
        new()
        {
            Title = "Too many senders",
            Detail = FormattableString.Invariant($"The page has events and keys of more than {MaxSenders} new senders: the public keys of the other {rest} were not read, so that their events cannot be verified."),
        },
    ];

    private KeyChangeResult Adopt(ChatEvent content, ChatConversation conversation, string? id)
    {
        try
        {
            return chat.KeyChanges.Adopt(content, conversation.Id, id);
        }
        // See ChatReader.Decode: a platform's cryptography can refuse what a sender wrote in ways of its own.
        catch (Exception)
        {
            return new(IsOpened: false, IsVerified: false);
        }
    }

    // A reply can quote somebody who sent nothing else on the page, and the original is encrypted with the rest.
    private IEnumerable<ChatEvent> QuotedBy(ChatItem item)
    {
        if (!chat.HasKey || item.Event is not { Kind: ChatEventKind.MessageCreateEvent, IsPlain: false })
            return [];
        try
        {
            return QuoteVerifier.EvidenceOf(_contents.Read(item).Entry?.Message?.ReplyPreview);
        }
        // See ChatReader.Decode, which comes to the same message again.
        catch (Exception)
        {
            return [];
        }
    }

    private void RememberEvents(ChatConversation conversation, IReadOnlyList<ChatItem> items)
    {
        foreach (var item in items)
        {
            chat.Account.RoundedIds.Add(item.Id);
            authors.See(conversation.Id, item.Id);
            if (item.Event is { Delete: { IsForEveryone: true } deletion, SenderId: { } deleter } && verifier.IsVerified(item))
            {
                foreach (var id in deletion.SequenceIds.Take(MaxDeleted))
                    authors.AddDeletion(conversation.Id, id, deleter);
            }

            if (item.Event is { GroupChange: { } change } && verifier.IsVerified(item))
                chat.GroupMembers.SeeChange(conversation.Id, item.Id, change);

            // Whatever is not proven must not name the author: an edit by somebody else would be taken for genuine.
            if (item.Event is not { Kind: ChatEventKind.MessageCreateEvent, SenderId: { } author }
                || !(verifier.IsVerified(item) || ItemVerifier.IsPlainOfNamedSender(item)))
            {
                continue;
            }

            authors.Add(conversation.Id, item.Id, author, item.IsVerified);
            chat.RecentMessages.Add(conversation.Id, item.Id, item.Bytes!);
            if (item is { IsVerified: true, Contents.Entry: { Kind: ChatEntryKind.MessageEdit, TargetSequenceId: { } target } })
                chat.RecentMessages.AddEdit(conversation.Id, target, item.Event);
        }
    }

    private static IEnumerable<string> PeopleIn(ChatItem item)
    {
        if (item.SenderId is { } sender)
            yield return sender;
        if (item.Event?.GroupChange is not { } change || !GroupChangeDecoder.AreParticipants(change.Kind))
            yield break;
        foreach (var user in change.UserIds)
            yield return user;
    }

    private static (ChatEvent? Event, string Encoded) Read(string encoded) => (ChatItem.Read(encoded), encoded);

    private bool IsNew(string encoded)
    {
        lock (_adopted)
            return !_adopted.Has(Hash(encoded));
    }

    private void Remember(string encoded)
    {
        lock (_adopted)
            _adopted.Add(Hash(encoded));
    }

    private static string Hash(string encoded) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(encoded)));

    private bool HasFailed(string userId)
    {
        lock (_failed)
            return _failed.Has(userId);
    }

    private void MarkFailed(string userId)
    {
        lock (_failed)
            _failed.Add(userId);
    }
}
