using TwitterDm.Sandbox.Activity;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Paging;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Activity;

/// <summary>Lists the subscriptions of the app, or for a user those that are about the user; newest first.</summary>
internal sealed class ListSubscriptions(ActivitySubscriptions subscriptions, PageTokenCodec tokens)
    : Endpoint("GET", "/2/activity/subscriptions", ActivityRules.Subscriptions)
{
    private const int DefaultPageSize = 1_000;
    private const string List = "activity subscriptions";

    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var from = PageToken.Start;
        if (parameters.Text(ParameterRules.PaginationToken) is { } text && !tokens.TryDecode(text, List, out from))
            return ProblemResponses.InvalidRequest([ValidationError.Value(ParameterRules.PaginationToken, text, "is not valid")]);
        var rest = subscriptions
            .All.Where(subscription =>
                subscription.Id < from.EventId
                && (caller.Account is null || string.Equals(subscription.Filter.UserId, caller.Account.IdText, StringComparison.Ordinal)))
            .ToList();
        var page = rest.Take(parameters.Integer(ActivityRules.MaxSubscriptions) ?? DefaultPageSize).ToList();
        return Page(page, page.Count < rest.Count ? tokens.Encode(new PageToken(PageDirection.Older, page[^1].Id), List) : null);
    }

    private static ApiResponse Page(List<ActivitySubscription> page, string? next) => ApiResponse.Json(JsonBody.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("data");
        foreach (var subscription in page)
            ActivityWriter.Write(json, subscription);
        json.WriteEndArray();
        // X's description says how to ask for another page, but not where its token stands.
        if (next is not null)
        {
            json.WriteStartObject("meta");
            json.WriteNumber("result_count", page.Count);
            json.WriteString("next_token", next);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }));
}
