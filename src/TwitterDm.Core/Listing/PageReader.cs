using TwitterDm.Endpoints;
using TwitterDm.Http;
using TwitterDm.Wire;

namespace TwitterDm.Listing;

/// <summary>Reads the pages of a query.</summary>
/// <param name="connection">Makes events of them.</param>
/// <param name="sender">Sends the requests.</param>
/// <param name="query">Which list it is.</param>
/// <param name="usage">Counts what is read.</param>
internal sealed class PageReader(DmConnection connection, DmSender sender, DmEventQuery query, UsageMeter usage)
{
    // How often a page is asked for of which a part is missing.
    private const int MostTries = 3;

    /// <summary>Reads a page as far as the answer goes.</summary>
    public async Task<Page<DmEvent>> ReadAsync(PageRequest request, CancellationToken cancellationToken)
        => ToPage(await SendAsync(request, cancellationToken).ConfigureAwait(false));

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
            var page = ToPage(answer);
            var check = new PageCheck(answer.Meta, page.Items.Count, request.Size, isFirst: request.Token is null);
            if (!check.LacksEvents && (!check.LacksEnd || isLast(page)))
                return page;
            if (tries == MostTries)
                return check.Settle() is { } problem ? page with { Problems = [.. page.Problems, problem] } : page;
        }
    }

    private Task<WireAnswer<IReadOnlyList<WireEvent>>> SendAsync(PageRequest page, CancellationToken cancellationToken) => query switch
    {
        { ConversationId: { } id } => sender.ListEventsInAsync(id, page, cancellationToken),
        { ParticipantId: { } id } => sender.ListEventsWithAsync(id, page, cancellationToken),
        _ => sender.ListEventsAsync(page, cancellationToken),
    };

    private Page<DmEvent> ToPage(WireAnswer<IReadOnlyList<WireEvent>> answer) => new(
        connection.CreateEvents(answer.Data ?? [], answer.Includes, usage),
        answer.Meta?.NextToken,
        [.. (answer.Errors ?? []).Select(ProblemReader.ToProblem)]);
}
