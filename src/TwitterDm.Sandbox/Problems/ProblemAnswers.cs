using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Rules;
using TwitterDm.Sandbox.Writing;

namespace TwitterDm.Sandbox.Problems;

/// <summary>The answers that are errors as a whole, word for word as X gives them.</summary>
internal static class ProblemAnswers
{
    private const string ProblemJson = "application/problem+json; charset=utf-8";
    private const string PlainJson = "application/json; charset=utf-8";

    public static Answer NotFound { get; } = Plain(404, "Not Found", "Not Found");

    public static Answer MethodNotAllowed { get; } = Plain(405, "Method Not Allowed", "Method Not Allowed");

    public static Answer Unauthorized { get; } = Plain(401, "Unauthorized", "Unauthorized");

    public static Answer TooManyRequests { get; } = Plain(429, "Too Many Requests", "Too Many Requests");

    public static Answer UnsupportedAuthentication { get; } = Of(
        403,
        "Unsupported Authentication",
        "Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.  Supported authentication types are [OAuth 1.0a User Context, OAuth 2.0 User Context].",
        "https://api.x.com/2/problems/unsupported-authentication");

    /// <summary>A person who takes no messages, or none of this sender: which of the two is not told.</summary>
    public static Answer CannotSend { get; } = Plain(403, "Forbidden", "You cannot send messages to this user.");

    public static Answer MissingScope(IEnumerable<string> scopes) =>
        Plain(403, "Forbidden", $"The token lacks the scope [{string.Join(',', scopes)}].");

    /// <summary>The shape of OAuth 1.0a's time: a code and a message.</summary>
    public static Answer OldError(int status, int code, string message) => new(status, PlainJson, JsonBody.Write(json =>
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

    public static Answer InvalidRequest(IReadOnlyList<ParameterError> errors) => new(400, ProblemJson, JsonBody.Write(json =>
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

    /// <summary>One broken rule of a body, about one of its properties.</summary>
    public static Answer InvalidProperty(string name, string complaint) => InvalidRequest([ParameterError.InBody($"$.{name}", complaint)]);

    /// <summary>A problem about one resource that fails the whole request.</summary>
    public static Answer Of(int status, ResourceProblem problem) =>
        new(status, ProblemJson, JsonBody.Write(json => problem.Write(json, status)));

    private static void WriteParameterError(System.Text.Json.Utf8JsonWriter json, ParameterError error)
    {
        json.WriteStartObject();
        json.WriteStartObject("parameters");
        if (error.Parameter.Length > 0)
            json.WriteStrings(error.Parameter, error.Values);
        json.WriteEndObject();
        json.WriteString("message", error.Message);
        json.WriteEndObject();
    }

    private static Answer Plain(int status, string title, string detail) => Of(status, title, detail, "about:blank");

    private static Answer Of(int status, string title, string detail, string type) => new(status, ProblemJson, JsonBody.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("title", title);
        json.WriteString("type", type);
        json.WriteNumber("status", status);
        json.WriteString("detail", detail);
        json.WriteEndObject();
    }));
}
