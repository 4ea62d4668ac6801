using System.Text.Json;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Paging;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Serialization;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Messages;

/// <summary>Creates responses with a page of any list.</summary>
internal sealed class EventListResponses(PageTokenCodec tokens, Blocks blocks, int partialErrorEvery)
{
    private const int DefaultPageSize = 100;
    private const byte OtherVariant = 1;

    private long _pages;

    public ApiResponse Page(EventList list, ValidatedParameters parameters, Person reader)
    {
        var kinds = KindsOf(parameters);
        var query = QueryName(list, kinds);
        if (!TryReadPlace(parameters, query, out var location))
            return InvalidToken(parameters);
        var page = EventPager.Read(list.Events, kinds, location, parameters.Integer(ParameterRules.MaxResults) ?? DefaultPageSize);
        var partly = partialErrorEvery > 0 && Interlocked.Increment(ref _pages) % partialErrorEvery == 0;
        return ApiResponse.Json(JsonBody.Write(json => Write(json, page, query, new EventSelection(parameters, blocks, reader), partly)));
    }

    public string? TokenForSamePage(EventList list, ValidatedParameters parameters)
    {
        var query = QueryName(list, KindsOf(parameters));
        return TryReadPlace(parameters, query, out var location)
            ? tokens.Encode(location with { Variant = (byte)(location.Variant + OtherVariant) }, query)
            : null;
    }

    /// <summary>Returns the last events of the previous page, or null for the first page of a list.</summary>
    public ApiResponse? EventsBefore(EventList list, ValidatedParameters parameters, Person reader, int count)
    {
        var kinds = KindsOf(parameters);
        var query = QueryName(list, kinds);
        if (!TryReadPlace(parameters, query, out var location) || location.Direction != PageDirection.Older || location == PageToken.Start)
            return null;
        var page = EventPager.Read(list.Events, kinds, new PageToken(PageDirection.Newer, location.EventId - 1), count);
        return ApiResponse.Json(
            JsonBody.Write(json => Write(json, page, query, new EventSelection(parameters, blocks, reader), partly: false)));
    }

    private static EventKinds KindsOf(ValidatedParameters parameters)
    {
        var kinds = parameters
            .List(ParameterRules.EventTypes)
            .Aggregate(EventKinds.None, (all, word) => all | Enum.Parse<EventKinds>(word));
        return kinds == EventKinds.None ? EventKinds.All : kinds;
    }

    private static string QueryName(EventList list, EventKinds kinds) => $"{list.Name} {kinds}";

    private bool TryReadPlace(ValidatedParameters parameters, string query, out PageToken location)
    {
        location = PageToken.Start;
        return parameters.Text(ParameterRules.PaginationToken) is not { } token || tokens.TryDecode(token, query, out location);
    }

    private static ApiResponse InvalidToken(ValidatedParameters parameters)
    {
        var rule = ParameterRules.PaginationToken;
        return ProblemResponses.InvalidRequest([ValidationError.Value(rule, parameters.Text(rule)!, "is not valid")]);
    }

    private void Write(Utf8JsonWriter json, EventPage page, string query, EventSelection selection, bool partly)
    {
        var includes = new Includes();
        json.WriteStartObject();
        if (page.Events.Count > 0)
        {
            json.WriteStartArray("data");
            foreach (var location in page.Events)
                EventResponses.Write(json, location, selection, includes);
            json.WriteEndArray();
        }

        includes.Write(json, selection.Users, selection.Posts, selection.Media);
        if (partly)
            ResourceProblem.WriteErrors(json, [ResourceProblem.NotFound("user", "sender_id", "4242")]);
        WriteMeta(json, page, query);
        json.WriteEndObject();
    }

    private void WriteMeta(Utf8JsonWriter json, EventPage page, string query)
    {
        json.WriteStartObject("meta");
        json.WriteNumber("result_count", page.Events.Count);
        if (page.Older is { } older)
            json.WriteString("next_token", tokens.Encode(older, query));
        if (page.Newer is { } newer)
            json.WriteString("previous_token", tokens.Encode(newer, query));
        json.WriteEndObject();
    }
}
