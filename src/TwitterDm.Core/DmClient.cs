using TwitterDm.Api;
using TwitterDm.Http;
using TwitterDm.Listing;
using TwitterDm.Listing.Checkpoints;
using TwitterDm.Listing.Pages;
using TwitterDm.Notices;
using TwitterDm.Text;
using TwitterDm.Usage;

namespace TwitterDm;

/// <summary>
/// What X offers for Direct Messages, over one connection. Lightweight: create one for each operation, with the options of that operation.
/// </summary>
public sealed partial class DmClient
{
    private readonly DmConnection _connection;
    private readonly DmCallOptions _options;
    private readonly Lazy<ApiClient> _client;

    /// <summary>Creates a client over an open connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="options">How the requests behave, and who receives their notices.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotConnected"/>: the connection is closed.</exception>
    public DmClient(DmConnection connection, DmCallOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _connection = connection;
        _options = options ?? DmCallOptions.Default;
        connection.ThrowIfClosed();
        // A listing has a client of its own, so that its report counts only its own requests.
        _client = new(() => connection.CreateApiClient(new Operation(_options)));
    }

    /// <summary>The number of responses to the requests of this client, other than those of its listings.</summary>
    public long Requests => _client.IsValueCreated ? _client.Value.Operation.Usage.Requests : 0;

    /// <summary>The estimated cost of these requests in US dollars, by the connection's prices.</summary>
    public decimal EstimatedCost => _client.IsValueCreated ? _client.Value.Operation.Usage.At(_connection.Prices) : 0;

    /// <summary>
    /// Whether an operation was cancelled while a message or a change may have left: its outcome is unknown, and it may still arrive.
    /// </summary>
    public bool WasWriteInterrupted => _client.IsValueCreated && _client.Value.Operation.WasWriteInterrupted;

    /// <summary>Lists the events of a query, newest first, each once. Pages are read when they are needed.</summary>
    /// <param name="query">Which events to list.</param>
    /// <returns>
    /// The events. Reading them throws a <see cref="DmException"/> whose target is a <see cref="DmResumePoint"/>, or the path of the
    /// checkpoint.
    /// </returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: the query is not valid; nothing was sent.</exception>
    public DmListing ListEvents(DmEventQuery query)
    {
        return ListEvents(CheckQuery(query));
    }

    /// <summary>Validates a query, without a request.</summary>
    /// <param name="query">The query.</param>
    /// <returns>The query, for <see cref="ListEvents(CheckedQuery, CheckpointSession)"/>.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: names the value and says what is expected.</exception>
    public static CheckedQuery CheckQuery(DmEventQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return QueryValidator.Check(query);
    }

    /// <summary>Lists the events of a query that was validated before.</summary>
    /// <param name="query">Which events to list.</param>
    /// <param name="checkpoint">
    /// The session of the query's checkpoint, which the caller commits once the events are safe; null to commit it at the end.
    /// </param>
    /// <returns>The events.</returns>
    public DmListing ListEvents(CheckedQuery query, CheckpointSession? checkpoint = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        WarnIfConversationRounded(query.Values.ConversationId);
        return new(_connection.ListingContext(_options), query, checkpoint);
    }

    /// <summary>Creates a session of a checkpoint, for <see cref="ListEvents(CheckedQuery, CheckpointSession)"/>.</summary>
    /// <param name="path">The full path of the checkpoint.</param>
    /// <returns>The session; the caller disposes of it.</returns>
    public CheckpointSession CreateCheckpointSession(string path) => new(path, _connection.Account);

    /// <summary>Gets one event.</summary>
    /// <param name="eventId">Its id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The event.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotFound"/>: there is no such event for this account.</exception>
    public async Task<DmEvent> GetEventAsync(string eventId, CancellationToken cancellationToken = default)
    {
        WarnAboutEvent(Ids.CheckEventId(eventId, "event id"));
        try
        {
            return await new EventReader(_connection.Account, _client.Value)
                .ReadEventAsync(eventId, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (DmException exception) when (exception is { Kind: DmErrorKind.NotFound, Reason: DmErrorReason.None })
        {
            throw new DmException(exception) { Reason = DmErrorReason.EventNotFound };
        }
    }

    /// <summary>
    /// Gets one event of X Chat, which has no request for a single event: the events of the conversation are read, newest first, until it
    /// comes.
    /// </summary>
    /// <param name="conversationId">The id of its conversation.</param>
    /// <param name="eventId">Its id.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The event.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotFound"/>: the conversation has no such event.</exception>
    public async Task<DmEvent> GetChatEventAsync(string conversationId, string eventId, CancellationToken cancellationToken = default)
    {
        WarnAboutEvent(Ids.CheckEventId(eventId, "event id"));
        var query = new DmEventQuery
        {
            ConversationId = conversationId,
            Sources = [DmSource.Chat],
            EventTypes = EventTypes.All,
            SinceId = Ids.Before(eventId),
        };
        await foreach (var item in ListEvents(query).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (Ids.Compare(item.Id, eventId) == 0)
                return item;
        }

        throw new DmException(
            DmErrorKind.NotFound,
            $"The conversation {VisibleText.Of(conversationId, 60)} of X Chat has no event {eventId}.")
        {
            RecommendedAction = "Check the ids. The event may have been deleted, or belong to another conversation.",
            Target = eventId,
        };
    }

    /// <summary>Gets the id of a user: the one that was given, or else looked up by name, once for each name.</summary>
    /// <param name="reference">An id, a name or a user.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The id.</returns>
    /// <exception cref="DmException">
    /// <see cref="DmErrorKind.InvalidRequest"/>: it is neither; <see cref="DmErrorKind.NotFound"/>: no user has that name.
    /// </exception>
    public async Task<string> ResolveAsync(DmUserReference reference, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        WarnIfRounded(reference.Checked());
        if (reference.Id is { } id)
            return id;
        var username = reference.Username!;
        if (_connection.Account.Users.FindByName(username) is { } known)
            return known.Id;
        var wire = await _client.Value.GetUserByUsernameAsync(username, cancellationToken).ConfigureAwait(false);
        return _connection.Account.Keep(wire).Id;
    }

    /// <summary>Deletes an event that the signed-in user sent; it remains visible to the other participants.</summary>
    /// <param name="eventId">Its id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The end of the request.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotFound"/>: there is no such event for this account.</exception>
    public async Task DeleteEventAsync(string eventId, CancellationToken cancellationToken = default)
    {
        try
        {
            if (!await _client.Value.DeleteEventAsync(Ids.CheckEventId(eventId, "event id"), cancellationToken).ConfigureAwait(false))
            {
                throw new DmException(DmErrorKind.Permission, $"X did not delete event {eventId}.")
                {
                    RecommendedAction = MessageEndpoints.DeleteAdvice,
                };
            }
        }
        catch (DmException exception) when (exception is { Kind: DmErrorKind.NotFound, Reason: DmErrorReason.None })
        {
            throw new DmException(exception) { Reason = DmErrorReason.EventNotFound };
        }
    }

    /// <summary>Blocks messages from a user.</summary>
    /// <param name="user">The user.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The user.</returns>
    /// <exception cref="DmException">There is no such user, or X refused.</exception>
    public Task<DmUser> BlockAsync(DmUserReference user, CancellationToken cancellationToken = default)
        => SetBlockAsync(user, isBlocked: true, cancellationToken);

    /// <summary>Unblocks messages from a user.</summary>
    /// <param name="user">The user.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The user.</returns>
    /// <exception cref="DmException">There is no such user, or X refused.</exception>
    public Task<DmUser> UnblockAsync(DmUserReference user, CancellationToken cancellationToken = default)
        => SetBlockAsync(user, isBlocked: false, cancellationToken);

    /// <summary>Creates an aggregator of events to conversations, from the point of view of the signed-in account.</summary>
    /// <returns>An empty aggregator.</returns>
    public DmConversationAggregator Aggregate() => new(_connection.User.Id, _connection.Account.Users.Find);

    private async Task<DmUser> SetBlockAsync(DmUserReference user, bool isBlocked, CancellationToken cancellationToken)
    {
        var id = await ResolveAsync(user, cancellationToken).ConfigureAwait(false);
        // Also under a name that the account has taken since the connection was opened.
        if (string.Equals(id, _connection.User.Id, StringComparison.Ordinal))
        {
            throw new DmException(DmErrorKind.InvalidRequest, $"{_connection.User} is the account that is signed in.")
            {
                Reason = DmErrorReason.OwnAccount,
                Target = user,
            };
        }

        var state = isBlocked
            ? await _client.Value.BlockAsync(id, cancellationToken).ConfigureAwait(false)
            : await _client.Value.UnblockAsync(id, cancellationToken).ConfigureAwait(false);
        return state == isBlocked
            ? _connection.Account.Users.Find(id) ?? new DmUser { Id = id, Username = user.Username }
            : throw new DmException(DmErrorKind.Permission, $"X did not {(isBlocked ? "block" : "unblock")} {user}.")
            {
                RecommendedAction = UserEndpoints.BlockAdvice,
            };
    }
}
