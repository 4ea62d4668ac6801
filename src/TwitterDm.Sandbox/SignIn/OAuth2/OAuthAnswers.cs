using TwitterDm.Sandbox.Routing;
using TwitterDm.Sandbox.Writing;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>What the token and the revoke endpoint say in JSON, in X's words where they are known.</summary>
internal static class OAuthAnswers
{
    public const string InvalidRequest = "invalid_request";
    public const string InvalidScope = "invalid_scope";

    private static readonly KeyValuePair<string, string>[] NotToBeKept = [new("Cache-Control", "no-store"), new("Pragma", "no-cache")];

    /// <summary>A public app that is none, or that gives itself a secret.</summary>
    public static Answer InvalidClient { get; } = Of(401, "invalid_client", "Value passed for the client id was invalid.");

    /// <summary>An app with a secret that does not show it, or shows another one: X says the same to both.</summary>
    public static Answer NoValidHeader { get; } = Of(401, "unauthorized_client", "Missing valid authorization header") with
    {
        Headers = [.. NotToBeKept, new("WWW-Authenticate", "Basic realm=\"api.x.com\", charset=\"UTF-8\"")],
    };

    public static Answer Invalid(string description) => Of(400, InvalidRequest, description);

    public static Answer Missing(string parameter) => Invalid($"Missing required parameter [{parameter}].");

    public static Answer Of(int status, string error, string description) => new Answer
    {
        Status = status,
        ContentType = "application/json; charset=utf-8",
        Headers = NotToBeKept,
        Body = JsonBody.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("error", error);
            json.WriteString("error_description", description);
            json.WriteEndObject();
        }),
    };

    /// <summary>A success, which nobody may keep either.</summary>
    public static Answer Success(Action<System.Text.Json.Utf8JsonWriter> write) => Answer.Json(JsonBody.Write(write)) with { Headers = NotToBeKept };
}
