using TwitterDm.Api;

namespace TwitterDm.Listing.Pages;

/// <summary>Reads the pages of one list: the classic messages of a query, or an X Chat conversation.</summary>
internal interface IPageReader
{
    /// <summary>The endpoint, as the rate limit names it.</summary>
    string Endpoint { get; }

    /// <summary>The list as the log names it; null for the only list of its kind.</summary>
    string? Name { get; }

    /// <summary>Reads one page.</summary>
    /// <exception cref="DmException">The page could not be read.</exception>
    Task<EventPage> ReadPageAsync(PageRequest request, CancellationToken cancellationToken);

    /// <summary>Throws if the connection was closed.</summary>
    /// <exception cref="DmException"><see cref="DmErrorKind.NotConnected"/>.</exception>
    void ThrowIfClosed();
}
