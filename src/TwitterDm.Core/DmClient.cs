using System.Runtime.CompilerServices;
using TwitterDm.Api;
using TwitterDm.Http;
using TwitterDm.Listing;
using TwitterDm.Listing.Checkpoints;
using TwitterDm.Notices;
using TwitterDm.Problems;
using TwitterDm.Sending;
using TwitterDm.Sending.Journal;
using TwitterDm.Usage;

namespace TwitterDm;

/// <summary>What X offers for Direct Messages, over one connection. Light: make one for each operation, with the options of that operation.</summary>
public sealed class DmClient
{
    private readonly DmConnection _connection;
    private readonly DmCallOptions _options;
    private readonly Operation _operation;
    private readonly ApiClient _client;

    /// <summary>A client over an open connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="options">How the requests behave, and who hears about them.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotConnected"/>: the connection is closed.</exception>
    public DmClient(DmConnection connection, DmCallOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _connection = connection;
        _options = options ?? DmCallOptions.Default;
        _operation = new Operation(_options);
        _client = connection.CreateApiClient(_operation);
    }

    /// <summary>The events of a query, newest first, each once, page by page as they are asked for.</summary>
    /// <param name="query">Which events.</param>
    /// <returns>The events. Enumerating throws a <see cref="DmException"/> whose target is a <see cref="DmResumePoint"/>, or the path of the checkpoint.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: the query is wrong; nothing was sent.</exception>
    public DmListing ListEvents(DmEventQuery query) => ListEvents(query, holdsCheckpoint: false);

    /// <summary>The events of a query with a checkpoint that the caller commits.</summary>
    /// <param name="query">Which events.</param>
    /// <param name="holdsCheckpoint">
    /// Whether the checkpoint stays unchanged until the caller commits <see cref="DmListing.PreparedCheckpoint"/>, once the events are safe.
    /// </param>
    /// <returns>The events.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: the query is not valid; nothing was sent.</exception>
    public DmListing ListEvents(DmEventQuery query, bool holdsCheckpoint)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new DmListing(_connection.ListingContext(_options), query.Checked()) { HoldsCheckpoint = holdsCheckpoint };
    }

    /// <summary>Checks without a request whether a checkpoint belongs to this account and to such a query, and can be written.</summary>
    /// <param name="path">The full path of the checkpoint.</param>
    /// <param name="isAll">Whether the query is for all conversations.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: it does not, or cannot.</exception>
    public void CheckCheckpoint(string path, bool isAll) => Checkpoint.Open(path, _connection.Account, isAll);

    /// <summary>One event.</summary>
    /// <param name="eventId">Its id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The event.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotFound"/>: there is no such event for this account.</exception>
    public async Task<DmEvent> GetEventAsync(string eventId, CancellationToken cancellationToken = default)
    {
        var answer = await _client.GetEventAsync(Ids.CheckEventId(eventId, "event's id"), cancellationToken).ConfigureAwait(false);
        foreach (var problem in answer.Errors ?? [])
            _operation.Warn($"X could not tell everything about event {eventId}: {ProblemReader.ToProblem(problem)}");
        var includes = await answer.Includes.WithParticipantsAsync([answer.Data!], _connection.Account.Users, _client, cancellationToken).ConfigureAwait(false);
        return _connection.Account.CreateEvents([answer.Data!], includes)[0];
    }

    /// <summary>The id of a user: known where an id was given, else looked up by name, once for each name.</summary>
    /// <param name="reference">An id, a name or a user.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The id.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: it is neither; <see cref="DmErrorKind.NotFound"/>: nobody has that name.</exception>
    public async Task<string> ResolveAsync(DmUserReference reference, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (reference.Checked().Id is { } id)
            return id;
        var username = reference.Username!;
        if (_connection.Account.Users.FindByName(username) is { } known)
            return known.Id;
        var wire = await _client.GetUserByUsernameAsync(username, cancellationToken).ConfigureAwait(false);
        return _connection.Account.Keep(wire).Id;
    }

    /// <summary>Sends one message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the request; a message that is on its way then may arrive all the same.</param>
    /// <returns>The message as it was sent.</returns>
    /// <exception cref="DmException">
    /// It was not sent; or, with <see cref="DmErrorKind.SendUncertain"/>, its delivery could not be confirmed (see <see cref="DmException.UncertainMessage"/>).
    /// </exception>
    public async Task<DmMessage> SendMessageAsync(DmOutgoingMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        await foreach (var result in SendMessages([message], options: null, cancellationToken).ConfigureAwait(false))
            return result.Sent ?? throw result.Error!;
        throw new InvalidOperationException("One message has one result.");
    }

    /// <summary>
    /// Sends many messages in their order. Names are looked up together, 100 with one request, and a file that several messages carry is
    /// uploaded once. Each message succeeds or fails by itself; after an error that is not about one message the rest is not tried.
    /// </summary>
    /// <param name="messages">The messages.</param>
    /// <param name="options">How they are sent together.</param>
    /// <param name="cancellationToken">Ends the run; a message that is on its way then may arrive all the same.</param>
    /// <returns>One result for each message, as it comes. Enumerating throws only what is wrong with the journal before the first message.</returns>
    public async IAsyncEnumerable<DmSendResult> SendMessages(
        IReadOnlyList<DmOutgoingMessage> messages, DmSendOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        var context = _connection.SendingContext(_client);
        using var journal = options?.JournalPath is { } path ? SendJournal.Open(path, context) : null;
        var results = new MessageBatch(context, messages).SendAsync(journal, cancellationToken);
        await foreach (var result in results.ConfigureAwait(false))
            yield return result;
    }

    /// <summary>Refuses a group that cannot be, without a request.</summary>
    /// <param name="participants">2 to 49 other users.</param>
    /// <param name="firstMessage">The message; it has no recipient of its own.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: says what is wrong.</exception>
    public static void CheckConversation(IReadOnlyCollection<DmUserReference> participants, DmOutgoingMessage firstMessage)
    {
        ArgumentNullException.ThrowIfNull(participants);
        ArgumentNullException.ThrowIfNull(firstMessage);
        GroupCreation.Check(participants, firstMessage);
    }

    /// <summary>Creates a group with its first message.</summary>
    /// <param name="participants">2 to 49 other users.</param>
    /// <param name="firstMessage">The message; it has no recipient of its own.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The message as it was sent, with the new conversation's id.</returns>
    /// <exception cref="DmException">It was not created; or, with <see cref="DmErrorKind.SendUncertain"/>, that could not be confirmed.</exception>
    public Task<DmMessage> CreateConversationAsync(
        IReadOnlyList<DmUserReference> participants, DmOutgoingMessage firstMessage, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(participants);
        ArgumentNullException.ThrowIfNull(firstMessage);
        return new GroupCreation(_connection.SendingContext(_client)).CreateAsync(participants, firstMessage, cancellationToken);
    }

    /// <summary>Deletes an event for the signed-in user; the others keep it.</summary>
    /// <param name="eventId">Its id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The end of the request.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotFound"/>: there is no such event for this account.</exception>
    public async Task DeleteEventAsync(string eventId, CancellationToken cancellationToken = default)
    {
        var deleted = await _client.DeleteEventAsync(Ids.CheckEventId(eventId, "event's id"), cancellationToken).ConfigureAwait(false);
        if (!deleted)
            throw new DmException(DmErrorKind.Permission, $"X did not delete event {eventId}.") { RecommendedAction = Advice.For(DmErrorKind.Permission, null, isWrite: true) };
    }

    /// <summary>Takes no more messages from a user.</summary>
    /// <param name="user">The user.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The user.</returns>
    /// <exception cref="DmException">There is no such user, or X refused.</exception>
    public Task<DmUser> BlockAsync(DmUserReference user, CancellationToken cancellationToken = default) => SetBlockAsync(user, isBlocked: true, cancellationToken);

    /// <summary>Takes messages from a user again.</summary>
    /// <param name="user">The user.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The user.</returns>
    /// <exception cref="DmException">There is no such user, or X refused.</exception>
    public Task<DmUser> UnblockAsync(DmUserReference user, CancellationToken cancellationToken = default) => SetBlockAsync(user, isBlocked: false, cancellationToken);

    /// <summary>What makes conversations out of events, seen from the signed-in account.</summary>
    /// <returns>An empty folder.</returns>
    public DmConversationAggregator CreateAggregator() => new(_connection.User.Id);

    private async Task<DmUser> SetBlockAsync(DmUserReference user, bool isBlocked, CancellationToken cancellationToken)
    {
        var id = await ResolveAsync(user, cancellationToken).ConfigureAwait(false);
        var state = isBlocked
            ? await _client.BlockAsync(id, cancellationToken).ConfigureAwait(false)
            : await _client.UnblockAsync(id, cancellationToken).ConfigureAwait(false);
        return state == isBlocked
            ? _connection.Account.Users.Find(id) ?? new DmUser { Id = id, Username = user.Username }
            : throw new DmException(DmErrorKind.Permission, $"X did not {(isBlocked ? "block" : "unblock")} {user}.")
            {
                RecommendedAction = Advice.For(DmErrorKind.Permission, null, isWrite: true),
            };
    }
}
