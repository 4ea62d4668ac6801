using TwitterDm.Endpoints;
using TwitterDm.Http;
using TwitterDm.Listing;
using TwitterDm.Notices;

namespace TwitterDm;

/// <summary>What X offers for Direct Messages, over one connection. Light: make one for each operation, with the options of that operation.</summary>
public sealed class DmClient
{
    private readonly DmConnection _connection;
    private readonly DmCallOptions _options;
    private readonly DmSender _sender;

    /// <summary>A client over an open connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="options">How the requests behave, and who hears about them.</param>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotConnected"/>: the connection is closed.</exception>
    public DmClient(DmConnection connection, DmCallOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(connection);
        _connection = connection;
        _options = options ?? DmCallOptions.Default;
        _sender = connection.CreateSender(_options);
    }

    /// <summary>The events of a query, newest first, each once, page by page as they are asked for.</summary>
    /// <param name="query">Which events.</param>
    /// <returns>The events. Enumerating throws a <see cref="DmException"/> whose target is a <see cref="DmResumePoint"/>.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: the query is wrong; nothing was sent.</exception>
    public IAsyncEnumerable<DmEvent> ListEvents(DmEventQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new EventListing(_connection, _sender, query.Checked(), _options);
    }

    /// <summary>One event.</summary>
    /// <param name="eventId">Its id.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The event.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotFound"/>: there is no such event for this account.</exception>
    public async Task<DmEvent> GetEventAsync(string eventId, CancellationToken cancellationToken = default)
    {
        var answer = await _sender.GetEventAsync(Ids.CheckEventId(eventId, "event's id"), cancellationToken).ConfigureAwait(false);
        foreach (var problem in answer.Errors ?? [])
            _options.Warn($"X could not tell everything about event {eventId}: {Wire.ProblemReader.ToProblem(problem)}");
        return _connection.CreateEvents([answer.Data!], answer.Includes)[0];
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
        if (_connection.Users.FindByName(username) is { } known)
            return known.Id;
        var wire = await _sender.GetUserByUsernameAsync(username, cancellationToken).ConfigureAwait(false);
        return _connection.Keep(wire).Id;
    }

    /// <summary>What makes conversations out of events, seen from the signed-in account.</summary>
    /// <returns>An empty folder.</returns>
    public DmConversationFolder CreateFolder() => new(_connection.User.Id);
}
