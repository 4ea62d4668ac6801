using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Authentication.OAuth1;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Problems;

namespace TwitterDm.Sandbox.SignIn.OAuth2;

/// <summary>Issues the app-only token to the app that proves its consumer key and secret. It is always the same one.</summary>
internal sealed class AppTokenEndpoint(ConsumerCredentials consumer, string token)
{
    public const string Path = "/oauth2/token";

    private const int BadCredentials = 99;
    private const int MissingParameter = 170;

    public ApiResponse Handle(SandboxRequest request)
    {
        if (!BasicCredentials.Of(AuthorizationHeader.Of(request)).Any(IsConsumer))
            return ProblemResponses.ErrorCode(403, BadCredentials, "Unable to verify your credentials");

        if (!TokenForm.TryRead(request, out var form, out _) || form["grant_type"] is not { } grant)
            return ProblemResponses.ErrorCode(403, MissingParameter, "Missing required parameter: grant_type");
        return string.Equals(grant, "client_credentials", StringComparison.Ordinal)
            ? ApiResponse.Json(JsonBody.Write(json =>
            {
                json.WriteStartObject();
                json.WriteString("token_type", "bearer");
                json.WriteString("access_token", token);
                json.WriteEndObject();
            }))
            : ProblemResponses.ErrorCode(403, BadCredentials, "Unable to verify your credentials");
    }

    private bool IsConsumer(BasicCredentials credentials)
        => Secrets.Equal(credentials.User, consumer.Key) && Secrets.Equal(credentials.Password, consumer.Secret);
}
