using TwitterDm.Accounts;
using TwitterDm.Api;
using TwitterDm.Http;
using TwitterDm.Notices;
using TwitterDm.Problems;
using TwitterDm.Usage;

namespace TwitterDm.Listing;

/// <summary>Reads the pages of a query.</summary>
/// <param name="account">Makes events of them.</param>
/// <param name="client">Sends the requests.</param>
/// <param name="query">Which list it is.</param>
internal sealed class PageReader(AccountContext account, ApiClient client, DmEventQuery query)
{
    // How often a page is asked for of which a part is missing.
    private const int MaxTries = 3;

    /// <summary>Reads a page as far as the response goes.</summary>
    public async Task<Page<DmEvent>> ReadAsync(PageRequest request, CancellationToken cancellationToken)
        => await ToPageAsync(await SendAsync(request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Reads a page, and asks for it again if a part of it seems to be missing.</summary>
    /// <param name="request">Which page.</param>
    /// <param name="isLast">Whether a page is the last that is wanted: then it does not matter what follows.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <exception cref="DmException">It stayed so.</exception>
    public async Task<Page<DmEvent>> ReadWholeAsync(PageRequest request, Func<Page<DmEvent>, bool> isLast, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            var response = await SendAsync(request, cancellationToken).ConfigureAwait(false);
            var page = await ToPageAsync(response, cancellationToken).ConfigureAwait(false);
            var check = new PageCheck(response.Meta, page.Items.Count, request.Size, isFirst: request.Token is null);
            if (!check.LacksEvents && (!check.LacksEnd || isLast(page)))
                return page;
            if (tries == MaxTries)
                return check.Settle() is { } problem ? page with { Problems = [.. page.Problems, problem] } : page;
        }
    }

    private Task<ApiResponse<IReadOnlyList<WireEvent>>> SendAsync(PageRequest page, CancellationToken cancellationToken) => query switch
    {
        { ConversationId: { } id } => client.ListEventsInAsync(id, page, cancellationToken),
        { ParticipantId: { } id } => client.ListEventsWithAsync(id, page, cancellationToken),
        _ => client.ListEventsAsync(page, cancellationToken),
    };

    private async Task<Page<DmEvent>> ToPageAsync(ApiResponse<IReadOnlyList<WireEvent>> response, CancellationToken cancellationToken)
    {
        var wires = response.Data ?? [];
        var includes = await response.Includes.WithParticipantsAsync(wires, account.Users, client, cancellationToken).ConfigureAwait(false);
        return new(account.CreateEvents(wires, includes), response.Meta?.NextToken, [.. (response.Errors ?? []).Select(ProblemReader.ToProblem)]);
    }
}
