using System.Text.Json;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Json;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>The JSON responses of the token and revocation endpoints, with X's texts where they are known.</summary>
internal static class TokenResponses
{
    public const string InvalidRequestCode = "invalid_request";
    public const string InvalidScopeCode = "invalid_scope";

    private static readonly KeyValuePair<string, string>[] NoStore = [new("Cache-Control", "no-store"), new("Pragma", "no-cache")];

    /// <summary>The client is unknown, or a public client that sends a secret.</summary>
    public static ApiResponse InvalidClient { get; } = Error(401, "invalid_client", "Value passed for the client id was invalid.");

    /// <summary>A confidential client sends a wrong secret or none: X does not distinguish these.</summary>
    public static ApiResponse InvalidAuthorizationHeader { get; } =
        Error(401, "unauthorized_client", "Missing valid authorization header") with
        {
            Headers = [.. NoStore, new("WWW-Authenticate", "Basic realm=\"api.x.com\", charset=\"UTF-8\"")],
        };

    public static ApiResponse InvalidRequest(string description) => Error(400, InvalidRequestCode, description);

    public static ApiResponse Missing(string parameter) => InvalidRequest($"Missing required parameter [{parameter}].");

    public static ApiResponse Error(int status, string error, string description) => ApiResponse.Json(status, JsonBody.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("error", error);
        json.WriteString("error_description", description);
        json.WriteEndObject();
    })) with
    {
        Headers = NoStore,
    };

    public static ApiResponse Success(Action<Utf8JsonWriter> write) => ApiResponse.Json(JsonBody.Write(write)) with { Headers = NoStore };
}
