using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Problems;

/// <summary>Error responses with X's texts.</summary>
internal static class ProblemResponses
{
    private const string ProblemJson = "application/problem+json; charset=utf-8";
    private const string PlainJson = "application/json; charset=utf-8";

    public static ApiResponse NotFound { get; } = Plain(404, "Not Found", "Not Found");

    /// <summary>The caller has no valid credentials. Every endpoint accepts some bearer token.</summary>
    public static ApiResponse Unauthorized { get; } =
        Plain(401, "Unauthorized", "Unauthorized") with
        {
            Headers = [new("WWW-Authenticate", "Bearer")],
        };

    public static ApiResponse UnsupportedMediaType { get; } =
        Plain(415, "Unsupported Media Type", "A body must be neither compressed nor in another charset than UTF-8.");

    /// <summary>The request is for another host than this machine.</summary>
    public static ApiResponse MisdirectedRequest { get; } =
        Plain(421, "Misdirected Request", "The host is not a loopback address with the port of this sandbox.");

    public static ApiResponse TooManyRequests { get; } = Plain(429, "Too Many Requests", "Too Many Requests");

    public static ApiResponse UnsupportedAuthentication { get; } =
        Of(
            403,
            "Unsupported Authentication",
            "Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.  Supported authentication types are [OAuth 1.0a User Context, OAuth 2.0 User Context].",
            "https://api.x.com/2/problems/unsupported-authentication");

    public static ApiResponse UnsupportedOAuth1 { get; } =
        Of(
            403,
            "Unsupported Authentication",
            "Authenticating with OAuth 1.0a User Context is forbidden for this endpoint.  Supported authentication types are [OAuth 2.0 User Context].",
            "https://api.x.com/2/problems/unsupported-authentication");

    public static ApiResponse UnsupportedUserAuthentication { get; } =
        Of(
            403,
            "Unsupported Authentication",
            "Authenticating with OAuth 1.0a User Context or OAuth 2.0 User Context is forbidden for this endpoint.  Supported authentication types are [OAuth 2.0 Application-Only].",
            "https://api.x.com/2/problems/unsupported-authentication");

    /// <summary>The app has as many connections to a stream as it can have.</summary>
    public static ApiResponse TooManyConnections { get; } = new(429, ProblemJson, JsonBody.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("title", "ConnectionException");
        json.WriteString("detail", "This stream is currently at the maximum allowed connection limit.");
        json.WriteString("connection_issue", "TooManyConnections");
        json.WriteString("type", "https://api.x.com/2/problems/streaming-connection");
        json.WriteEndObject();
    }));

    /// <summary>The recipient does not accept messages, or not from this sender. The response does not distinguish these.</summary>
    public static ApiResponse CannotSend { get; } = Plain(403, "Forbidden", "You cannot send messages to this user.");

    /// <summary>The event was sent by someone else, or is a participant leaving.</summary>
    public static ApiResponse CannotDelete { get; } = Plain(403, "Forbidden", "You can delete only the Direct Messages that you sent.");

    /// <summary>The path has other methods.</summary>
    public static ApiResponse MethodNotAllowed(IEnumerable<string> allowed) =>
        Plain(405, "Method Not Allowed", "Method Not Allowed") with { Headers = [new("Allow", string.Join(", ", allowed))] };

    /// <summary>A request that is refused for a reason without a problem type of its own.</summary>
    public static ApiResponse Refused(int status, string detail)
        => Plain(
            status,
            status switch
            {
                400 => "Bad Request",
                409 => "Conflict",
                _ => "Forbidden",
            },
            detail);

    public static ApiResponse MissingScope(IEnumerable<string> scopes) =>
        Plain(403, "Forbidden", $"The token lacks the scope [{string.Join(',', scopes)}].");

    /// <summary>The older error format with a code and a message.</summary>
    public static ApiResponse ErrorCode(int status, int code, string message) => new(status, PlainJson, JsonBody.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("errors");
        json.WriteStartObject();
        json.WriteNumber("code", code);
        json.WriteString("message", message);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }));

    public static ApiResponse InvalidRequest(IReadOnlyList<ValidationError> errors) => new(400, ProblemJson, JsonBody.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("errors");
        foreach (var error in errors)
            WriteParameterError(json, error);
        json.WriteEndArray();
        json.WriteString("title", "Invalid Request");
        json.WriteString("detail", "One or more parameters to your request was invalid.");
        json.WriteString("type", "https://api.x.com/2/problems/invalid-request");
        json.WriteEndObject();
    }));

    /// <summary>A validation error in one property of the body.</summary>
    public static ApiResponse InvalidProperty(string name, string message)
        => InvalidRequest([ValidationError.InBody($"$.{name}", message)]);

    /// <summary>A problem with one resource that fails the whole request.</summary>
    public static ApiResponse Of(int status, ResourceProblem problem) =>
        new(status, ProblemJson, JsonBody.Write(json => problem.Write(json, status)));

    public static ApiResponse UserNotFound(string parameter, string id) => Of(404, ResourceProblem.NotFound("user", parameter, id));

    private static void WriteParameterError(System.Text.Json.Utf8JsonWriter json, ValidationError error)
    {
        json.WriteStartObject();
        json.WriteStartObject("parameters");
        if (error.Parameter.Length > 0)
            json.WriteStrings(error.Parameter, error.Values);
        json.WriteEndObject();
        json.WriteString("message", error.Message);
        json.WriteEndObject();
    }

    private static ApiResponse Plain(int status, string title, string detail) => Of(status, title, detail, "about:blank");

    private static ApiResponse Of(int status, string title, string detail, string type) => new(status, ProblemJson, JsonBody.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("title", title);
        json.WriteString("type", type);
        json.WriteNumber("status", status);
        json.WriteString("detail", detail);
        json.WriteEndObject();
    }));
}
