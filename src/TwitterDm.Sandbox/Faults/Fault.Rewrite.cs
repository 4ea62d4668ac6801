using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using TwitterDm.Sandbox.Http;

namespace TwitterDm.Sandbox.Faults;

/// <content>Responses that are well-formed but unexpected.</content>
public sealed partial class Fault
{
    private const int RepeatedEvents = 3;

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A list without <c>data</c>. The pagination tokens are those of the real page.</summary>
    public static Fault WithoutData { get; } = Rewrite(body => Without(body, "data"));

    /// <summary>A response without <c>includes</c>.</summary>
    public static Fault WithoutIncludes { get; } = Rewrite(body => Without(body, "includes"));

    /// <summary>A list without <c>meta</c>, and therefore without a pagination token.</summary>
    public static Fault WithoutMeta { get; } = Rewrite(body => Without(body, "meta"));

    /// <summary>An empty page that is not the last one: its token leads to the events that this page should contain.</summary>
    public static Fault EmptyPage { get; } = Rewritten((exchange, body) =>
    {
        if (exchange.Request is not { } request || exchange.Api.TokenForSamePage(request) is not { } token)
            return body;
        body.Remove("data");
        body.Remove("includes");
        var empty = new JsonObject { ["result_count"] = 0, ["next_token"] = token };
        // The lists of X Chat also say whether they continue, and whether there are message requests.
        foreach (var name in new[] { "has_more", "has_message_requests" })
        {
            if (body["meta"]?[name] is { } value)
                empty[name] = name is "has_more" ? true : value.DeepClone();
        }

        body["meta"] = empty;
        return body;
    });

    /// <summary>A page that repeats the token of its request, which causes an endless loop. It has no effect on the first page.</summary>
    public static Fault SameTokenAgain { get; } = Rewritten((exchange, body) =>
    {
        if (QueryString.TryParse(exchange.Request?.Uri.Query ?? "", out var query)
            && query.FirstOrDefault(pair => string.Equals(pair.Key, "pagination_token", StringComparison.Ordinal)).Value is { } token
            && body["meta"] is JsonObject meta)
        {
            meta["next_token"] = token;
            if (meta.ContainsKey("has_more"))
                meta["has_more"] = true;
        }

        return body;
    });

    /// <summary>A page that begins with the last events of the previous page. It has no effect on the first page.</summary>
    public static Fault RepeatEvents { get; } =
        Rewritten(
            (exchange, body) =>
            {
                if (body["data"] is JsonArray events
                    && exchange.Request is { } request
                    && exchange.Api.EventsBefore(request, RepeatedEvents) is { } last
                    && JsonNode.Parse(last.Span)?["data"] is JsonArray before)
                {
                    foreach (var item in before.Reverse())
                        events.Insert(0, item?.DeepClone());
                    if (body["meta"] is JsonObject meta)
                        meta["result_count"] = events.Count;
                }

        return body;
    });

    /// <summary>
    /// A page whose first event has an unknown type. X Chat's events have their type inside, so there it adds an unknown field.
    /// </summary>
    public static Fault UnknownEventType { get; } = Rewrite(body =>
    {
        if (EventsOf(body).FirstOrDefault() is { } item)
            item["event_type"] = "ReactionCreate";
        return body;
    });

    /// <summary>Unknown fields of every JSON type in the events, in the includes and at the top level.</summary>
    public static Fault UnknownFields { get; } = Rewrite(body =>
    {
        foreach (var item in EventsOf(body))
        {
            item["reactions"] = new JsonArray(new JsonObject { ["emoji"] = "\U0001F44D", ["count"] = 2 });
            item["pinned"] = true;
            item["weight"] = 0.5;
            item["expires_at"] = null;
        }

        if (body["includes"] is JsonObject includes)
            includes["spaces"] = new JsonArray(new JsonObject { ["id"] = "1" });
        body["notice"] = new JsonObject { ["text"] = "New fields will appear." };
        return body;
    });

    /// <summary>A partial error in addition to the data.</summary>
    public static Fault PartialSuccess { get; } = Rewrite(body =>
    {
        var errors = body["errors"] as JsonArray ?? [];
        errors.Add(new JsonObject
        {
            ["value"] = "4242",
            ["detail"] = "Could not find user with sender_id: [4242].",
            ["title"] = "Not Found Error",
            ["resource_type"] = "user",
            ["parameter"] = "sender_id",
            ["resource_id"] = "4242",
            ["type"] = "https://api.x.com/2/problems/resource-not-found",
        });
        body["errors"] = errors;
        return body;
    });

    /// <summary>The real response with another body. Responses that are not successful or not a JSON object are not changed.</summary>
    /// <param name="rewrite">Creates the new body from the real one.</param>
    /// <returns>The fault.</returns>
    public static Fault Rewrite(Func<JsonObject, JsonNode> rewrite)
    {
        ArgumentNullException.ThrowIfNull(rewrite);
        return Rewritten((_, body) => rewrite(body));
    }

    private static Fault Rewritten(Func<Exchange, JsonObject, JsonNode> rewrite) => new(async exchange =>
    {
        var response = await exchange.HandleAsync().ConfigureAwait(false);
        if (response is { StatusCode: 200, IsJson: true, Stream: null } && JsonNode.Parse(response.Body.Span) is JsonObject body)
        {
            response = response with { Body = JsonSerializer.SerializeToUtf8Bytes(rewrite(exchange, body), Relaxed) };
        }

        await exchange.SendAsync(response).ConfigureAwait(false);
    });

    private static JsonObject Without(JsonObject body, string name)
    {
        body.Remove(name);
        return body;
    }

    private static IEnumerable<JsonObject> EventsOf(JsonObject body) =>
        body["data"] is JsonArray events ? events.OfType<JsonObject>() : new[] { body["data"] }.OfType<JsonObject>();
}
