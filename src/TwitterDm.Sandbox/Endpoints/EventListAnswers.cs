using System.Text.Json;
using TwitterDm.Sandbox.Paging;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.World;
using TwitterDm.Sandbox.Writing;

namespace TwitterDm.Sandbox.Endpoints;

/// <summary>Answers with one page of a list, whichever list it is.</summary>
internal sealed class EventListAnswers(SandboxOptions options, PageTokenMint tokens, Blocks blocks)
{
    private const int DefaultPageSize = 100;
    private const byte OtherVariant = 1;

    private long _pages;

    public Answer Page(EventList list, CheckedParameters parameters, Person reader)
    {
        var kinds = KindsOf(parameters);
        var query = QueryName(list, kinds);
        if (!TryReadPlace(parameters, query, out var place))
            return InvalidToken(parameters);
        var page = EventPager.Read(list.Events, kinds, place, parameters.Integer(ParameterRules.MaxResults) ?? DefaultPageSize);
        var partly = options.PartialErrorEvery > 0 && Interlocked.Increment(ref _pages) % options.PartialErrorEvery == 0;
        return Answer.Json(JsonBody.Write(json => Write(json, page, query, new EventSelection(parameters, blocks, reader), partly)));
    }

    public string? TokenForSamePage(EventList list, CheckedParameters parameters)
    {
        var query = QueryName(list, KindsOf(parameters));
        return TryReadPlace(parameters, query, out var place)
            ? tokens.Issue(place with { Variant = (byte)(place.Variant + OtherVariant) }, query)
            : null;
    }

    /// <summary>The last events of the page before, where a token led to this one; null for the first page of a list.</summary>
    public Answer? EventsBefore(EventList list, CheckedParameters parameters, Person reader, int count)
    {
        var kinds = KindsOf(parameters);
        var query = QueryName(list, kinds);
        if (!TryReadPlace(parameters, query, out var place) || place.Direction != PageDirection.Older || place == PageToken.Start)
            return null;
        var page = EventPager.Read(list.Events, kinds, new PageToken(PageDirection.Newer, place.EventId - 1), count);
        return Answer.Json(JsonBody.Write(json => Write(json, page, query, new EventSelection(parameters, blocks, reader), partly: false)));
    }

    private static EventKinds KindsOf(CheckedParameters parameters)
    {
        var kinds = parameters.List(ParameterRules.EventTypes).Aggregate(EventKinds.None, (all, word) => all | Enum.Parse<EventKinds>(word));
        return kinds == EventKinds.None ? EventKinds.All : kinds;
    }

    private static string QueryName(EventList list, EventKinds kinds) => $"{list.Name} {kinds}";

    private bool TryReadPlace(CheckedParameters parameters, string query, out PageToken place)
    {
        place = PageToken.Start;
        return parameters.Text(ParameterRules.PaginationToken) is not { } token || tokens.TryRead(token, query, out place);
    }

    private static Answer InvalidToken(CheckedParameters parameters)
    {
        var rule = ParameterRules.PaginationToken;
        return ProblemAnswers.InvalidRequest([ParameterError.Value(rule, parameters.Text(rule)!, "is not valid")]);
    }

    private void Write(Utf8JsonWriter json, EventPage page, string query, EventSelection selection, bool partly)
    {
        var includes = new Includes();
        json.WriteStartObject();
        if (page.Events.Count > 0)
        {
            json.WriteStartArray("data");
            foreach (var place in page.Events)
                EventAnswers.Write(json, place, selection, includes);
            json.WriteEndArray();
        }

        includes.Write(json, selection.Users, selection.Posts, selection.Media);
        if (partly)
            EventAnswers.WriteErrors(json, [ResourceProblem.NotFound("user", "sender_id", "4242")]);
        WriteMeta(json, page, query);
        json.WriteEndObject();
    }

    private void WriteMeta(Utf8JsonWriter json, EventPage page, string query)
    {
        json.WriteStartObject("meta");
        json.WriteNumber("result_count", page.Events.Count);
        if (page.Older is { } older)
            json.WriteString("next_token", tokens.Issue(older, query));
        if (page.Newer is { } newer)
            json.WriteString("previous_token", tokens.Issue(newer, query));
        json.WriteEndObject();
    }
}
