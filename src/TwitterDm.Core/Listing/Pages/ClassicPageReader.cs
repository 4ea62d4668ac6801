using TwitterDm.Api;

namespace TwitterDm.Listing.Pages;

/// <summary>Reads the pages of classic messages.</summary>
/// <param name="reader">Reads a page.</param>
/// <param name="query">The query.</param>
internal sealed class ClassicPageReader(EventReader reader, DmEventQuery query) : IPageReader
{
    /// <inheritdoc/>
    public string Endpoint { get; } = query switch
    {
        { ConversationId: not null } => EventEndpoints.ListIn,
        { ParticipantId: not null } => EventEndpoints.ListWith,
        _ => EventEndpoints.ListOfAll,
    };

    /// <inheritdoc/>
    public string? Name => null;

    /// <inheritdoc/>
    public Task<EventPage> ReadPageAsync(PageRequest request, CancellationToken cancellationToken)
        => reader.ReadPageAsync(query, request, cancellationToken);

    /// <inheritdoc/>
    public void ThrowIfClosed() => reader.ThrowIfClosed();
}
