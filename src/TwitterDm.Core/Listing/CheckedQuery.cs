using TwitterDm.Listing.Merging;
using TwitterDm.Listing.Pages;

namespace TwitterDm.Listing;

/// <summary>
/// A query whose values are valid. A listing accepts only this type, so each query is validated once, before any request.
/// </summary>
public sealed class CheckedQuery
{
    /// <param name="values">The values, which <see cref="QueryValidator"/> has checked.</param>
    /// <param name="start">Where the listing starts.</param>
    internal CheckedQuery(DmEventQuery values, ResumeToken start)
    {
        Values = values;
        Start = start;
    }

    /// <summary>The values.</summary>
    public DmEventQuery Values { get; }

    /// <summary>Where the listing starts.</summary>
    internal ResumeToken Start { get; }

    /// <summary>Where a listing over several lists starts; null for the beginning, or if the query resumes in a single list.</summary>
    internal MergedToken? MergedStart { get; init; }

    /// <summary>The same query for the one-to-one conversation with a user.</summary>
    /// <param name="id">The user's id.</param>
    /// <returns>The query.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: the id is not valid.</exception>
    public CheckedQuery WithParticipant(string id)
    {
        _ = new DmUserReference(id).Checked();
        return new(Values with { ParticipantId = id }, Start) { MergedStart = MergedStart };
    }

    /// <summary>The same query for one conversation.</summary>
    /// <param name="id">The conversation's id.</param>
    /// <returns>The query.</returns>
    /// <exception cref="DmException"><see cref="DmErrorKind.InvalidRequest"/>: the id is not valid.</exception>
    public CheckedQuery WithConversation(string id)
    {
        var values = Values with { ConversationId = Ids.CheckConversationId(id) };
        ListingSources.Check(values);
        return new(values, Start) { MergedStart = MergedStart };
    }
}
