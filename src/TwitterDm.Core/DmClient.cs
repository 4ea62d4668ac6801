using TwitterDm.Api;
using TwitterDm.Http;
using TwitterDm.Listing;
using TwitterDm.Listing.Checkpoints;
using TwitterDm.Notices;
using TwitterDm.Problems;
using TwitterDm.Usage;

namespace TwitterDm;

/// <summary>What X offers for Direct Messages, over one connection. Light: make one for each operation, with the options of that operation.</summary>
public sealed partial class DmClient
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

    /// <summary>The same; where it is said, the checkpoint waits until whoever reads the events says that they are safe.</summary>
    internal DmListing ListEvents(DmEventQuery query, bool holdsCheckpoint)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new DmListing(_connection.ListingContext(_options), query.Checked()) { HoldsCheckpoint = holdsCheckpoint };
    }

    /// <summary>Finds out, without a request, whether a checkpoint is one of this account's and of such a query, and can be written.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: it is not, or cannot.</exception>
    internal void CheckCheckpoint(string path, bool isAll) => Checkpoint.Open(path, _connection.Account, isAll);

    /// <summary>One event.</summary>
    /// <param name="eventId">Its id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The event.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotFound"/>: there is no such event for this account.</exception>
    public async Task<DmEvent> GetEventAsync(string eventId, CancellationToken cancellationToken = default)
    {
        var answer = await _client.GetEventAsync(Ids.CheckEventId(eventId, "event id"), cancellationToken).ConfigureAwait(false);
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

    /// <summary>Deletes an event for the signed-in user; the others keep it.</summary>
    /// <param name="eventId">Its id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The end of the request.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotFound"/>: there is no such event for this account.</exception>
    public async Task DeleteEventAsync(string eventId, CancellationToken cancellationToken = default)
    {
        var deleted = await _client.DeleteEventAsync(Ids.CheckEventId(eventId, "event id"), cancellationToken).ConfigureAwait(false);
        if (!deleted)
            throw new DmException(DmErrorKind.Permission, $"X did not delete event {eventId}.") { RecommendedAction = Advice.For(DmErrorKind.Permission, null, isWrite: true) };
    }

    /// <summary>Blocks messages from a user.</summary>
    /// <param name="user">The user.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>The user.</returns>
    /// <exception cref="DmException">There is no such user, or X refused.</exception>
    public Task<DmUser> BlockAsync(DmUserReference user, CancellationToken cancellationToken = default) => SetBlockAsync(user, isBlocked: true, cancellationToken);

    /// <summary>Unblocks messages from a user.</summary>
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
