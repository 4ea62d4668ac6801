using TwitterDm.Api;
using TwitterDm.Http;
using TwitterDm.Notices;

namespace TwitterDm.Listing;

/// <summary>Reads the pages of a query.</summary>
/// <param name="connection">Makes events of them.</param>
/// <param name="sender">Sends the requests.</param>
/// <param name="query">Which list it is.</param>
/// <param name="options">Whom to tell what could not be had.</param>
internal sealed class PageReader(DmConnection connection, ApiClient sender, DmEventQuery query, DmCallOptions options)
{
    // How often a page is asked for of which a part is missing.
    private const int MaxTries = 3;

    /// <summary>Reads a page as far as the answer goes.</summary>
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
            var answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
            var page = await ToPageAsync(answer, cancellationToken).ConfigureAwait(false);
            var check = new PageCheck(answer.Meta, page.Items.Count, request.Size, isFirst: request.Token is null);
            if (!check.LacksEvents && (!check.LacksEnd || isLast(page)))
                return page;
            if (tries == MaxTries)
                return check.Settle() is { } problem ? page with { Problems = [.. page.Problems, problem] } : page;
        }
    }

    private Task<ApiResponse<IReadOnlyList<WireEvent>>> SendAsync(PageRequest page, CancellationToken cancellationToken) => query switch
    {
        { ConversationId: { } id } => sender.ListEventsInAsync(id, page, cancellationToken),
        { ParticipantId: { } id } => sender.ListEventsWithAsync(id, page, cancellationToken),
        _ => sender.ListEventsAsync(page, cancellationToken),
    };

    private async Task<Page<DmEvent>> ToPageAsync(ApiResponse<IReadOnlyList<WireEvent>> answer, CancellationToken cancellationToken)
    {
        var wires = answer.Data ?? [];
        var includes = await answer.Includes.WithParticipantsAsync(wires, connection.Users, sender, options, cancellationToken).ConfigureAwait(false);
        return new(connection.CreateEvents(wires, includes), answer.Meta?.NextToken, [.. (answer.Errors ?? []).Select(ProblemReader.ToProblem)]);
    }
}
